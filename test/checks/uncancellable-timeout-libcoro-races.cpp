// RUN: %check_async_tidy %s async-uncancellable-timeout %t
#include <coro/coro.hpp>
#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
using namespace std::chrono_literals;
coro::task<std::string> complete(std::string prompt);
coro::task<std::string> complete(std::string prompt, std::stop_token stop);
coro::task<std::string> give_up(coro::scheduler &s, std::chrono::milliseconds after) {
  co_await s.yield_for(after);
  co_return "";
}
coro::task<bool> expire(coro::scheduler &s) {
  co_await s.schedule_after(20s);
  co_return true;
}
coro::task<std::string> deaf(coro::scheduler &s, std::string p) {
  std::stop_source stop;
  auto r = co_await coro::when_any(stop, complete(p), expire(s)); // expect: async-uncancellable-timeout
  co_return std::get<0>(r);
}
coro::task<std::string> heard(coro::scheduler &s, std::string p) {
  std::stop_source stop;
  auto r = co_await coro::when_any(stop, complete(p, stop.get_token()), expire(s));
  co_return std::get<0>(r);
}
