// RUN: %check_async_tidy %s async-blocking-call %t
// A library's own way to wait for a task blocks the loop inside a coroutine, and is right in main.
// LIBRARIES: folly libcoro cppcoro async_simple qcoro runtime
#include "library.hpp"

lib::task<int> fetch(int id);

int load(int id) { return lib::LIB_SYNC_WAIT(fetch(id)); }

lib::task<int> blocks() {
  int first = lib::LIB_SYNC_WAIT(fetch(1)); // expect: async-blocking-call
  int second = load(2);                     // expect: async-blocking-call
  co_return first + second;
}

lib::task<int> awaits() { co_return co_await fetch(1) + co_await fetch(2); }

int main() { return load(1) + lib::LIB_SYNC_WAIT(awaits()); }
