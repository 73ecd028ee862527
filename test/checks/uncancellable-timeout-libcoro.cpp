// RUN: %check_async_tidy %s async-uncancellable-timeout %t
#include <coro/coro.hpp>
#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
using namespace std::chrono_literals;
coro::task<std::string> complete(std::string prompt);
coro::task<std::string> complete(std::string prompt, std::stop_token stop);
std::string parse(std::string text);
static coro::task<std::string> parse_on(coro::thread_pool &pool, std::string text) {
  co_await pool.schedule();
  co_return parse(std::move(text));
}
static coro::task<std::string> crunch(coro::thread_pool &pool, std::string text, std::stop_token stop) {
  co_await pool.schedule();
  std::string out;
  for (char c : text) {
    if (stop.stop_requested()) break;
    out += c;
  }
  co_return out;
}
coro::task<std::string> a(coro::scheduler &s, std::string p) {
  auto r = co_await s.schedule(complete(p), 30s); // expect: async-uncancellable-timeout
  co_return r ? r.value() : "";
}
coro::task<std::string> b(coro::scheduler &s, std::string p) {
  std::stop_source stop;
  auto r = co_await s.schedule(stop, complete(p, stop.get_token()), 30s);
  co_return r ? r.value() : "";
}
coro::task<std::string> c(coro::scheduler &s, coro::thread_pool &pool, std::string p) {
  auto r = co_await s.schedule(parse_on(pool, p), 2s); // expect: async-uncancellable-timeout
  co_return r ? r.value() : "";
}
coro::task<std::string> d(coro::scheduler &s, coro::thread_pool &pool, std::string p) {
  std::stop_source stop;
  auto r = co_await s.schedule(stop, crunch(pool, p, stop.get_token()), 2s);
  co_return r ? r.value() : "";
}
coro::task<std::string> e(coro::scheduler &s, std::string p) {
  std::stop_source stop;
  auto r = co_await s.schedule(stop, complete(p), 30s); // expect: async-uncancellable-timeout
  co_return r ? r.value() : "";
}
coro::task<void> f(coro::scheduler &s) { co_await s.schedule_after(2s); }
// Without a time, or with none, it is no timeout.
coro::task<std::string> g(coro::scheduler &s, std::string p) {
  co_await s.schedule();
  auto first = co_await s.schedule(complete(p));
  auto second = co_await s.schedule(std::stop_source{}, complete(p), 0ms);
  co_return first + (second ? second.value() : "");
}
