// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A lock that is named and not awaited is not held.
// LIBRARIES: folly libcoro cppcoro async_simple runtime
#include "library.hpp"

struct Ledger {
  lib::mutex mutex;
  int sum = 0;

  lib::task<void> add(int amount) {
    auto lock = mutex.LIB_LOCK(); // expect: async-dropped-awaitable
    // expect-fix: auto lock = co_await mutex.LIB_LOCK();
    sum += amount;
    co_return;
  }

  lib::task<void> reset() {
    mutex.LIB_LOCK(); // expect: async-dropped-awaitable
    sum = 0;
    co_return;
  }

  lib::task<void> add_safely(int amount) {
    auto lock = co_await mutex.LIB_LOCK();
    sum += amount;
  }

  lib::task<int> read() {
    auto held = mutex.LIB_LOCK();
    auto lock = co_await std::move(held);
    co_return sum;
  }
};
