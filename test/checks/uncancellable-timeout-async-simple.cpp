// RUN: %check_async_tidy %s async-uncancellable-timeout %t
#include <async_simple/coro/Collect.h>
#include <async_simple/coro/Lazy.h>
#include <async_simple/coro/Sleep.h>
#include <chrono>
#include <string>
using namespace std::chrono_literals;
namespace coro = async_simple::coro;
coro::Lazy<std::string> complete(std::string prompt);
coro::Lazy<std::string> ask(std::string prompt) {
  auto r = co_await coro::collectAny(complete(std::move(prompt)), coro::sleep(20s)); // expect: async-uncancellable-timeout
  if (r.index() == 1) co_return "";
  co_return std::get<0>(r).value();
}
coro::Lazy<std::string> fastest(std::string prompt) {
  auto r = co_await coro::collectAny(complete(prompt), complete(prompt + "!"));
  co_return r.index() == 0 ? std::get<0>(r).value() : std::get<1>(r).value();
}
coro::Lazy<void> pause() { co_await coro::sleep(20s); }
