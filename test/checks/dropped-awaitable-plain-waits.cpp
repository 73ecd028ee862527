// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Plain functions that drive a task to its end by the library's own wait, by a callback or by a spawn.
#include <async/async.hpp>
#include <async_simple/coro/SyncAwait.h>
#include <concurrencpp/concurrencpp.h>
#include <coro/coro.hpp>
#include <cppcoro/sync_wait.hpp>
#include <folly/coro/BlockingWait.h>
#include <folly/executors/GlobalExecutor.h>
#include <QCoroTask>
#include <seastar/core/coroutine.hh>
#include <seastar/core/thread.hh>
#include <memory>
#include <string>
#include <utility>

folly::coro::Task<int> follyCount(std::string text);
coro::task<int> libcoro_count(std::string text);
cppcoro::task<int> cppcoro_count(std::string text);
async_simple::coro::Lazy<int> simpleCount(std::string text);
concurrencpp::lazy_result<int> lazy_count(std::string text);
concurrencpp::result<int> eager_count(std::string text);
QCoro::Task<int> qtCount(std::string text);
seastar::future<int> seastar_count(std::string text);
async::task<int> runtime_count(std::string text);

int waits(std::string text) {
  auto a = follyCount(text);
  int sum = folly::coro::blockingWait(std::move(a));
  auto b = follyCount(text).scheduleOn(folly::getGlobalCPUExecutor()).start();
  sum += std::move(b).get();
  auto c = libcoro_count(text);
  sum += coro::sync_wait(c);
  auto d = cppcoro_count(text);
  sum += cppcoro::sync_wait(d);
  auto e = simpleCount(text);
  sum += async_simple::coro::syncAwait(std::move(e));
  auto f = eager_count(text);
  sum += f.get();
  auto g = lazy_count(text).run();
  g.wait();
  auto h = qtCount(text);
  sum += QCoro::waitFor(h);
  return sum + async::run(runtime_count(text));
}

seastar::future<int> in_a_thread(std::string text) {
  return seastar::async([text] {
    auto f = seastar_count(text);
    return f.get();
  });
}

seastar::future<> chained(std::string text) {
  auto counted = seastar_count(text);
  return std::move(counted).discard_result();
}

void lost(std::string text) {
  auto a = follyCount(text); // expect: async-dropped-awaitable
  libcoro_count(text); // expect: async-dropped-awaitable
  cppcoro_count(text); // expect: async-dropped-awaitable
  auto e = simpleCount(text); // expect: async-dropped-awaitable
  lazy_count(text); // expect: async-dropped-awaitable
  auto f = eager_count(text); // expect: async-dropped-awaitable
  auto h = qtCount(text); // expect: async-dropped-awaitable
  auto s = seastar_count(text); // expect: async-dropped-awaitable
}
