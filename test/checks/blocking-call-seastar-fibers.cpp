// RUN: %check_async_tidy %s async-blocking-call %t
// seastar: get() is right on a fiber and wrong on the reactor; futures that an await has resolved are ready.
#include <seastar/core/coroutine.hh>
#include <seastar/core/sleep.hh>
#include <seastar/core/thread.hh>
#include <seastar/core/when_all.hh>
#include <chrono>
#include <string>
#include <utility>
#include <vector>
using namespace std::chrono_literals;
seastar::future<std::string> call_model(std::string prompt);
seastar::future<int> call_tool(std::string name);

// Only reached from fibers.
static std::string ask_both(const std::string& prompt) {
  std::string first = call_model(prompt).get();
  return first + call_model("again: " + prompt).get();
}
static std::string ask_once(const std::string& prompt) { return call_model(prompt).get(); }

seastar::future<std::string> on_fiber(std::string prompt) {
  return seastar::async([prompt] {
    std::string text = ask_both(prompt);
    seastar::sleep(10ms).get();
    return text + ask_once(prompt);
  });
}

seastar::future<std::string> fiber_inside(std::string prompt) {
  co_return co_await seastar::async([prompt] { return ask_both(prompt) + std::to_string(call_tool("x").get()); });
}

seastar::future<std::string> on_reactor(std::string prompt) {
  std::string text = call_model(prompt).get(); // expect: async-blocking-call
  text += ask_once(prompt); // expect: async-blocking-call
  co_return text;
}

seastar::future<int> both(std::string prompt) {
  auto [text, code] = co_await seastar::when_all(call_model(prompt), call_tool("count"));
  if (text.failed()) co_return -1;
  co_return static_cast<int>(text.get().size()) + code.get();
}

seastar::future<int> all(std::vector<seastar::future<int>> calls) {
  int sum = 0;
  auto done = co_await seastar::when_all(std::move(calls));
  for (auto& call : done) sum += call.get();
  co_return sum;
}

seastar::future<int> if_available(seastar::future<int> pending) {
  if (pending.available()) co_return pending.get();
  co_return co_await std::move(pending);
}

seastar::future<int> continued(std::string name) {
  co_return co_await call_tool(name).then_wrapped([](seastar::future<int> done) { return done.failed() ? 0 : done.get(); });
}
