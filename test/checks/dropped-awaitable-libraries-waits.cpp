// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Timers and gathers that nobody awaits.
// LIBRARIES: folly async_simple runtime
#include "library.hpp"

lib::task<int> fetch(int id);

lib::task<void> pauses(int attempt) {
  lib::LIB_SLEEP(std::chrono::milliseconds(100)); // expect: async-dropped-awaitable
  // expect-fix: co_await lib::LIB_SLEEP(std::chrono::milliseconds(100));
  while (attempt-- > 0)
    lib::LIB_SLEEP(std::chrono::seconds(1)); // expect: async-dropped-awaitable
  co_return;
}

lib::task<void> gathers() {
  std::vector<lib::task<int>> pages;
  pages.push_back(fetch(1));
  auto all = lib::LIB_GATHER(std::move(pages)); // expect: async-dropped-awaitable
  co_return;
}

lib::task<void> awaited(int attempt) {
  while (attempt-- > 0)
    co_await lib::LIB_SLEEP(std::chrono::seconds(1));
  std::vector<lib::task<int>> pages;
  pages.push_back(fetch(1));
  pages.push_back(fetch(2));
  auto all = lib::LIB_GATHER(std::move(pages));
  auto results = co_await std::move(all);
  for (auto &result : results)
    (void)result;
}
