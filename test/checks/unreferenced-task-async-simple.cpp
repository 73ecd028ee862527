// RUN: %check_async_tidy %s async-unreferenced-task %t
#include <async_simple/coro/Lazy.h>
#include <async_simple/coro/SyncAwait.h>
#include <cstdio>
#include <string>

using async_simple::Try;
using async_simple::coro::Lazy;

Lazy<void> warmUp(std::string model);
Lazy<int> load(std::string model);
void record(int n);

Lazy<void> warmUpLogged(std::string model) {
  try {
    co_await warmUp(model);
  } catch (const std::exception &e) {
    std::puts(e.what());
  }
}

void start(std::string model, async_simple::Executor *ex) {
  warmUp(model).start([](Try<void>) {}); // expect: async-unreferenced-task
  warmUp(model).start([](auto &&) {}); // expect: async-unreferenced-task
  warmUp(model).via(ex).start([](auto &&) {}); // expect: async-unreferenced-task
  warmUp(model).via(ex).detach(); // expect: async-unreferenced-task
  warmUpLogged(model).via(ex).detach();
  warmUpLogged(model).start([](auto &&) {});
  load(model).start([](Try<int> t) { record(t.value()); });
  load(model).start([](auto &&t) {
    if (t.hasError())
      std::puts("load failed");
  });
  load(model).via(ex).start([](Try<int> &&t) { record(t.hasError() ? -1 : t.value()); });
}

Lazy<int> awaited(std::string model, async_simple::Executor *ex) {
  co_await warmUp(model).via(ex);
  co_return co_await load(model);
}
