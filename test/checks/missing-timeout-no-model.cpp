// RUN: %check_async_tidy %s async-missing-timeout %t
// What no model calls I/O is silent.
#include <async/async.hpp>
#include <coro/net/tcp/client.hpp>
#include <string>
using namespace std::chrono_literals;
async::task<std::string> call_model(std::string q);
async::task<std::string> ask(std::string q) {
  co_return co_await call_model(q);
}
async::task<void> locks(async::mutex &m, async::semaphore &s, async::event &e, async::channel<int> &c) {
  auto l = co_await m.lock();
  auto p = co_await s.acquire();
  co_await e.wait();
  auto v = co_await c.receive();
  co_await async::sleep_for(1s);
}
