// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <seastar/core/coroutine.hh>
#include <seastar/core/sleep.hh>
#include <seastar/core/when_all.hh>
#include <seastar/core/with_timeout.hh>
#include <chrono>
#include <string>
using namespace std::chrono_literals;
seastar::future<std::string> complete(std::string prompt);
seastar::future<std::string> ask(std::string prompt) {
  auto deadline = seastar::lowres_clock::now() + 30s;
  co_return co_await seastar::with_timeout(deadline, complete(prompt));
}
seastar::future<std::string> ask_again(std::string prompt) {
  for (int i = 0; i < 3; i++) {
    try {
      co_return co_await ask(prompt);
    } catch (const seastar::timed_out_error&) {
    }
    co_await seastar::sleep(1s);
  }
  co_return "";
}
seastar::future<std::string> run(std::string prompt) {
  return seastar::with_timeout(seastar::lowres_clock::now() + 60s, ask_again(prompt)); // expect: async-timeout-ladder
}
seastar::future<std::string> run_ok(std::string prompt) {
  return seastar::with_timeout(seastar::lowres_clock::now() + 95s, ask_again(prompt));
}
seastar::future<std::string> together(std::string prompt) {
  auto a = ask(prompt + "a");
  auto b = ask(prompt + "b");
  auto x = co_await std::move(a);
  auto y = co_await std::move(b);
  co_return x + y;
}
seastar::future<std::string> together_ok(std::string prompt) {
  co_return co_await seastar::with_timeout(seastar::lowres_clock::now() + 40s, together(prompt));
}
seastar::future<std::string> shared_deadline(std::string prompt) {
  auto deadline = seastar::lowres_clock::now() + 60s;
  auto a = co_await seastar::with_timeout(deadline, complete(prompt));
  auto b = co_await seastar::with_timeout(deadline, complete(prompt + a));
  co_return b;
}
seastar::future<std::string> shared_ok(std::string prompt) {
  co_return co_await seastar::with_timeout(seastar::lowres_clock::now() + 61s, shared_deadline(prompt));
}
