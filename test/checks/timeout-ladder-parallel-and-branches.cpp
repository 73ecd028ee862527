// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <async/async.hpp>
#include <chrono>
#include <string>
#include <vector>
using namespace std::chrono_literals;
async::task<std::string> complete(std::string prompt);
async::task<std::string> tool(std::string name);
async::task<void> store(std::string text);

static async::task<std::string> limited_tool(std::string name) { co_return co_await async::wait_for(tool(name), 20s); }

// together: the longest
static async::task<std::string> research(std::string topic) {
  auto [web, notes] = co_await async::gather(limited_tool("web " + topic), async::wait_for(tool("notes"), 5s));
  co_return co_await async::wait_for(complete(web + notes), 30s);
}
async::task<std::string> fifty(std::string t) { co_return co_await async::wait_for(research(t), 50s); }
async::task<std::string> fortynine(std::string t) { co_return co_await async::wait_for(research(t), 49s); } // expect: async-timeout-ladder

static async::task<int> all_tools(std::vector<std::string> names) {
  std::vector<async::task<std::string>> calls;
  for (auto &n : names) calls.push_back(limited_tool(n));
  auto results = co_await async::gather(std::move(calls));
  co_return int(results.size());
}
async::task<int> tools_fast(std::vector<std::string> n) { co_return co_await async::wait_for(all_tools(n), 15s); } // expect: async-timeout-ladder
async::task<int> tools_fine(std::vector<std::string> n) { co_return co_await async::wait_for(all_tools(n), 20s); }

// started together, joined later
static async::task<std::string> overlapped(std::string topic) {
  auto first = async::create_task(limited_tool("a" + topic));
  auto second = async::create_task(limited_tool("b" + topic));
  std::string a = co_await first;
  std::string b = co_await second;
  co_return a + b;
}
async::task<std::string> overlap_ok(std::string t) { co_return co_await async::wait_for(overlapped(t), 25s); }
async::task<std::string> overlap_bad(std::string t) { co_return co_await async::wait_for(overlapped(t), 15s); } // expect: async-timeout-ladder

static async::task<std::string> either(std::string topic, bool deep) {
  if (deep) {
    co_return co_await async::wait_for(complete(topic), 90s);
  } else {
    co_return co_await async::wait_for(complete(topic), 10s);
  }
}
async::task<std::string> either_bad(std::string t, bool deep) { co_return co_await async::wait_for(either(t, deep), 1min); } // expect: async-timeout-ladder
async::task<std::string> either_ok(std::string t, bool deep) { co_return co_await async::wait_for(either(t, deep), 2min); }

enum class Mode { fast, normal, deep };
static async::task<std::string> by_mode(std::string topic, Mode mode) {
  std::string out;
  switch (mode) {
  case Mode::fast: out = co_await async::wait_for(complete(topic), 10s); break;
  case Mode::normal: out = co_await async::wait_for(complete(topic), 30s); break;
  case Mode::deep: out = co_await async::wait_for(complete(topic), 120s); break;
  }
  co_await async::wait_for(store(out), 2s);
  co_return out;
}
async::task<std::string> mode_bad(std::string t, Mode m) { co_return co_await async::wait_for(by_mode(t, m), 121s); } // expect: async-timeout-ladder
async::task<std::string> mode_ok(std::string t, Mode m) { co_return co_await async::wait_for(by_mode(t, m), 122s); }

// lazily made, awaited later
async::task<std::string> later(std::string t) {
  auto work = limited_tool(t);
  co_return co_await async::wait_for(std::move(work), 10s); // expect: async-timeout-ladder
}
// fallback after a failure
static async::task<std::string> with_fallback(std::string t) {
  try {
    co_return co_await async::wait_for(complete(t), 40s);
  } catch (const async::timeout_error &) {
  }
  co_return co_await async::wait_for(tool(t), 40s);
}
async::task<std::string> fallback_bad(std::string t) { co_return co_await async::wait_for(with_fallback(t), 60s); } // expect: async-timeout-ladder
async::task<std::string> fallback_ok(std::string t) { co_return co_await async::wait_for(with_fallback(t), 80s); }
// a loop of unknown length is at least one round
static async::task<void> store_all(std::vector<std::string> texts) {
  for (auto &text : texts) co_await async::wait_for(store(text), 5s);
}
async::task<void> store_bad(std::vector<std::string> t) { co_await async::wait_for(store_all(t), 3s); } // expect: async-timeout-ladder
async::task<void> store_ok(std::vector<std::string> t) { co_await async::wait_for(store_all(t), 30s); }
