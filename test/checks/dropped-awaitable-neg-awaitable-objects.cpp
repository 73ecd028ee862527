// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Objects that can be awaited but are more than one wait: events, batons, groups, timers and shared results.
#include <async/async.hpp>
#include <boost/cobalt.hpp>
#include <coro/coro.hpp>
#include <cppcoro/shared_task.hpp>
#include <cppcoro/when_all.hpp>
#include <folly/coro/AsyncScope.h>
#include <folly/coro/Baton.h>
#include <folly/coro/Task.h>
#include <winrt/base.h>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace cobalt = boost::cobalt;

auto worker(coro::event &ready, std::string name) -> coro::task<void>;
auto supervise(std::string name) -> coro::task<void> {
  coro::event ready;
  std::vector<coro::task<void>> workers;
  workers.push_back(worker(ready, name));
  ready.set();
  co_await coro::when_all(std::move(workers));
}

struct broker {
  coro::event connected_;
  folly::coro::Baton closed_;
  std::map<std::string, cppcoro::shared_task<int>> prices_;

  void on_connect() { connected_.set(); }
  void on_close() { closed_.post(); }
  auto wait_connected() -> coro::task<void> { co_await connected_; }
  cppcoro::shared_task<int> fetch(std::string symbol);
  cppcoro::task<int> price(std::string symbol) {
    auto [it, inserted] = prices_.try_emplace(symbol);
    if (inserted)
      it->second = fetch(symbol);
    auto shared = it->second;
    co_return co_await shared;
  }
  cppcoro::task<int> total(std::string a, std::string b) {
    auto first = price(a);
    auto second = price(b);
    auto [x, y] = co_await cppcoro::when_all(std::move(first), std::move(second));
    co_return x + y;
  }
};

folly::coro::Task<void> handshake(folly::coro::Baton& done);
folly::coro::Task<void> connect(folly::coro::AsyncScope& scope, folly::Executor::KeepAlive<> ex) {
  folly::coro::Baton done;
  scope.add(handshake(done).scheduleOn(ex));
  co_await done;
}

cobalt::promise<void> pump(std::string name);
cobalt::task<void> pumps(std::vector<std::string> names) {
  cobalt::wait_group group;
  for (auto &n : names)
    group.push_back(pump(n));
  co_await group;
}

async::task<void> tick(std::string name);
async::task<void> watch(std::string name) {
  async::event stop;
  async::channel<int> ticks(4);
  auto handle = async::create_task(tick(name));
  while (auto t = co_await ticks.receive())
    if (*t > 10)
      stop.set();
  handle.request_stop();
  co_await handle;
}
