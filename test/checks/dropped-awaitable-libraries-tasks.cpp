// RUN: %check_async_tidy %s async-dropped-awaitable %t
// The same drops of a task, and the same uses, in every library.
// LIBRARIES: folly libcoro cppcoro async_simple concurrencpp cobalt asio runtime
#include "library.hpp"

lib::task<int> fetch(int id);
lib::task<void> store(int value);

lib::task<void> statement(bool cached) {
  store(1); // expect: async-dropped-awaitable
  // expect-fix: co_await store(1);
  if (cached)
    store(2); // expect: async-dropped-awaitable
  // expect-fix: co_await store(2);
  for (int id = 0; id < 3; ++id)
    fetch(id); // expect: async-dropped-awaitable
  // expect-fix: co_await fetch(id);
  co_return;
}

lib::task<void> operands(bool cached) {
  cached ? fetch(1) : fetch(2); // expect: async-dropped-awaitable
  fetch(3), cached = false;     // expect: async-dropped-awaitable
  co_return;
}

lib::task<int> forgotten(int id) {
  auto first = fetch(id);      // expect: async-dropped-awaitable
  auto second = fetch(id + 1); // used below
  co_return co_await std::move(second);
}

lib::task<void> kept() {
  std::vector<lib::task<int>> pages; // expect: async-dropped-awaitable
  pages.push_back(fetch(1));
  co_return;
}

// Silent from here on.
lib::task<void> awaited(bool cached) {
  co_await store(1);
  if (cached)
    co_await store(co_await fetch(2));
  auto later = fetch(3);
  int page = co_await std::move(later);
  co_await store(page);
}

lib::task<int> handed_back(int id) { return fetch(id); }

void take(lib::task<int> page);
lib::task<void> passed_on(std::vector<lib::task<int>> &pages) {
  take(fetch(1));
  auto second = fetch(2);
  take(std::move(second));
  pages.push_back(fetch(3));
  co_return;
}

lib::task<void> on_purpose() {
  (void)fetch(1);
  [[maybe_unused]] auto second = fetch(2);
  co_return;
}

struct Session {
  lib::task<int> pending;
  lib::task<void> finish() { co_await store(co_await std::move(pending)); }
};

Session start(int id) { return {fetch(id)}; }
