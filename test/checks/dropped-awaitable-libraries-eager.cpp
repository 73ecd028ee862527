// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Tasks that run without being awaited: what is lost is the result and the error.
// LIBRARIES: concurrencpp cobalt
// Dropping a promise of Cobalt cancels it, so one that lives across an await may be work with the scope as its limit.
#include "library.hpp"

lib::eager<int> fetch(int id);
lib::eager<void> store(int value);

lib::eager<int> forgotten(int id) {
  auto first = fetch(id); // expect[concurrencpp]: async-dropped-awaitable
  auto second = fetch(id + 1);
  co_return co_await std::move(second);
}

lib::eager<void> awaited() {
  int page = co_await fetch(1);
  co_await store(page);
}

void take(lib::eager<int> page);
lib::eager<void> passed_on() {
  take(fetch(1));
  auto second = fetch(2);
  take(std::move(second));
  co_return;
}
