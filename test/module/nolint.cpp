// RUN: %check_async_tidy %s async-dropped-awaitable,async-blocking-call %t
#include <chrono>
#include <coro/coro.hpp>
#include <thread>
coro::task<int> fetch(int id);

coro::task<void> line() {
  fetch(1); // expect: async-dropped-awaitable
  fetch(2); // NOLINT
  fetch(3); // NOLINT(async-dropped-awaitable)
  fetch(4); // NOLINT(async-*)
  fetch(5); // NOLINT(async-blocking-call) expected to stay // expect: async-dropped-awaitable
  co_return;
}

coro::task<void> next_line() {
  // NOLINTNEXTLINE(async-dropped-awaitable)
  fetch(1);
  fetch(2); // expect: async-dropped-awaitable
  // NOLINTNEXTLINE
  fetch(3);
  co_return;
}

coro::task<void> block() {
  // NOLINTBEGIN(async-dropped-awaitable)
  fetch(1);
  fetch(2);
  // NOLINTEND(async-dropped-awaitable)
  fetch(3); // expect: async-dropped-awaitable
  co_return;
}

void back_off() {
  std::this_thread::sleep_for(std::chrono::seconds(1)); // NOLINT(async-blocking-call)
}
void wait_long() { std::this_thread::sleep_for(std::chrono::seconds(1)); }

// A suppression at the operation that blocks holds for every coroutine that reaches it.
coro::task<void> reaches() {
  back_off();
  wait_long(); // expect: async-blocking-call
  wait_long(); // NOLINT(async-blocking-call)
  co_return;
}
