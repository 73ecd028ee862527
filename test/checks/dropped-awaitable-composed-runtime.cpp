// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Gathers, time-outs, shields and offloads are awaitables as well: a wrapped task is only passed on.
#include <async/async.hpp>
#include <chrono>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
async::task<std::string> complete(std::string prompt);
async::task<void> store(std::string text);
int parse(const std::string &text);

async::task<std::string> ask(std::string prompt) {
  auto answer = async::wait_for(complete(prompt), 60s);
  async::shield(store(prompt)); // expect: async-dropped-awaitable // expect-fix: co_await async::shield(store(prompt));
  async::wait_for(store(prompt), 5s); // expect: async-dropped-awaitable // expect-fix: co_await async::wait_for(store(prompt), 5s);
  co_await async::shield(store(prompt));
  co_return co_await std::move(answer);
}

async::task<int> ask_all(std::vector<std::string> prompts) {
  std::vector<async::task<std::string>> tasks;
  for (auto &p : prompts)
    tasks.push_back(async::wait_for(complete(p), 60s));
  auto all = async::gather(std::move(tasks)); // expect: async-dropped-awaitable // expect-fix: auto all = co_await async::gather(std::move(tasks));
  async::gather(store("a"), store("b")); // expect: async-dropped-awaitable // expect-fix: co_await async::gather(store("a"), store("b"));
  co_await async::gather(store("a"), store("b"));
  auto outcomes = co_await async::gather_settled(store("c"), complete("d"));
  auto parsed = async::to_thread([] { return parse("1"); }); // expect: async-dropped-awaitable // expect-fix: auto parsed = co_await async::to_thread([] { return parse("1"); });
  auto later = async::to_thread([] { return parse("2"); });
  co_return co_await std::move(later);
}

async::task<int> grouped(std::string prompt) {
  co_await async::with_task_group([&](async::task_group &group) -> async::task<void> {
    group.spawn(complete(prompt));
    auto kept = group.spawn(complete(prompt));
    co_await kept;
    store(prompt); // expect: async-dropped-awaitable // expect-fix: co_await store(prompt);
  });
  async::with_task_group([&](async::task_group &group) -> async::task<void> { co_await store(prompt); }); // expect: async-dropped-awaitable
  co_return 0;
}
