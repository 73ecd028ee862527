// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <async_simple/coro/Collect.h>
#include <async_simple/coro/Lazy.h>
#include <async_simple/coro/Sleep.h>
#include <chrono>
#include <string>
using namespace std::chrono_literals;
namespace coro = async_simple::coro;
coro::Lazy<std::string> complete(std::string prompt);
coro::Lazy<std::string> ask(std::string prompt) {
  auto r = co_await coro::collectAny(complete(std::move(prompt)), coro::sleep(20s));
  if (r.index() == 1) co_return "";
  co_return std::get<0>(r).value();
}
coro::Lazy<std::string> chain(std::string prompt) {
  auto plan = co_await ask(prompt);
  auto draft = co_await ask(plan);
  co_return co_await ask(draft);
}
coro::Lazy<int> run(std::string prompt) {
  auto r = co_await coro::collectAny(chain(prompt), coro::sleep(30s)); // expect: async-timeout-ladder
  co_return int(r.index());
}
coro::Lazy<int> run_ok(std::string prompt) {
  auto r = co_await coro::collectAny(chain(prompt), coro::sleep(90s));
  co_return int(r.index());
}
coro::Lazy<int> all_ok(std::string prompt) {
  auto work = [](std::string p) -> coro::Lazy<int> {
    auto [a, b] = co_await coro::collectAll(ask(p), ask(p));
    co_return int(a.value().size() + b.value().size());
  };
  auto r = co_await coro::collectAny(work(prompt), coro::sleep(25s));
  co_return int(r.index());
}
