// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Lazy in all its forms: never started, started with a callback, rescheduled, collected.
#include <async_simple/coro/Collect.h>
#include <async_simple/coro/Lazy.h>
#include <async_simple/coro/Sleep.h>
#include <async_simple/coro/SyncAwait.h>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

using async_simple::coro::Lazy;
using async_simple::coro::RescheduleLazy;
using namespace std::chrono_literals;

Lazy<std::string> complete(std::string prompt);
Lazy<void> audit(std::string what);
void show(const std::string &);
int score(const std::string &);

Lazy<void> chat(std::string prompt, async_simple::Executor *pool) {
  async_simple::coro::sleep(10ms); // expect: async-dropped-awaitable // expect-fix: co_await async_simple::coro::sleep(10ms);
  async_simple::coro::Yield{}; // expect: async-dropped-awaitable
  co_await async_simple::coro::Yield{};
  std::string copy = prompt;
  int points = score(copy);
  score(prompt);
  complete(copy).via(pool); // expect: async-dropped-awaitable
  auto there = complete(copy).via(pool); // expect: async-dropped-awaitable
  show(co_await complete(copy).via(pool));
  auto first = complete(copy);
  first.coAwaitTry(); // expect: async-dropped-awaitable
  auto tried = co_await first.coAwaitTry();
}

void start(std::string prompt, async_simple::Executor *pool) {
  complete(prompt).start([](auto &&result) {});
  auto lazy = complete(prompt);
  lazy.start([](auto &&result) {});
  audit("started").via(pool).detach();
  audit("forgotten"); // expect: async-dropped-awaitable
  show(async_simple::coro::syncAwait(complete(prompt)));
}

Lazy<void> all(std::vector<std::string> prompts) {
  std::vector<Lazy<std::string>> lazies;
  std::vector<Lazy<void>> audits; // expect: async-dropped-awaitable
  for (auto &p : prompts) {
    lazies.push_back(complete(p));
    audits.push_back(audit(p));
  }
  co_await async_simple::coro::collectAll(std::move(lazies));
  async_simple::coro::collectAll(complete("a"), complete("b")); // expect: async-dropped-awaitable
  auto any = async_simple::coro::collectAny(complete("a"), complete("b")); // expect: async-dropped-awaitable
}
