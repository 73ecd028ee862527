// RUN: %check_async_tidy %s async-unstructured-tasks %t
#include <folly/coro/AsyncScope.h>
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <folly/executors/GlobalExecutor.h>
#include <boost/cobalt.hpp>
#include <seastar/core/coroutine.hh>
#include <seastar/core/future.hh>
#include <seastar/core/gate.hh>
#include <seastar/core/when_all.hh>
#include <concurrencpp/concurrencpp.h>
#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>
struct Report { std::string text; };
folly::coro::Task<void> part(const std::string& name, Report* into);
folly::coro::Task<std::string> head();
folly::coro::Task<Report> compose(std::string name) {
  Report report;
  auto running = folly::coro::co_withExecutor(folly::getGlobalCPUExecutor(), part(name, &report)).start(); // expect: async-unstructured-tasks
  auto title = co_await head();
  report.text = title;
  co_await std::move(running);
  co_return report;
}
folly::coro::Task<Report> composeScope(std::string name) {
  Report report;
  folly::coro::AsyncScope scope;
  scope.add(folly::coro::co_withExecutor(folly::getGlobalCPUExecutor(), part(name, &report)));
  auto title = co_await head();
  co_await scope.joinAsync();
  co_return report;
}
folly::coro::Task<Report> composeTry(std::string name) {
  Report report;
  auto running = folly::coro::co_withExecutor(folly::getGlobalCPUExecutor(), part(name, &report)).start();
  auto title = co_await folly::coro::co_awaitTry(head());
  co_await std::move(running);
  co_return report;
}
folly::coro::Task<Report> composeTogether(std::string name) {
  Report report;
  auto [a, b] = co_await folly::coro::collectAll(part(name, &report), head());
  co_return report;
}
boost::cobalt::promise<void> listen(std::vector<std::string>& log, std::string topic);
boost::cobalt::promise<bool> ready();
boost::cobalt::task<std::size_t> watch() {
  std::vector<std::string> log;
  auto news = listen(log, "news"); // expect: async-unstructured-tasks
  auto mail = listen(log, "mail");
  if (!co_await ready()) throw std::runtime_error("not ready");
  co_await news;
  co_await mail;
  co_return log.size();
}
seastar::future<> copy_rows(std::vector<int>& rows, int shard);
seastar::future<bool> leader();
seastar::future<std::size_t> sync_rows(int shards) {
  std::vector<int> rows;
  auto first = copy_rows(rows, 0); // expect: async-unstructured-tasks
  auto second = copy_rows(rows, 1);
  if (!co_await leader()) co_return 0;
  co_await std::move(first);
  co_await std::move(second);
  co_return rows.size();
}
seastar::future<std::size_t> sync_joined(int shards) {
  std::vector<int> rows;
  std::vector<seastar::future<>> running;
  for (int shard = 0; shard < shards; ++shard) running.push_back(copy_rows(rows, shard));
  co_await seastar::when_all_succeed(std::move(running));
  co_return rows.size();
}
concurrencpp::result<int> measure(concurrencpp::executor_tag, std::shared_ptr<concurrencpp::thread_pool_executor>, std::atomic<int>& seen);
concurrencpp::result<int> quota();
concurrencpp::result<int> measureBoth(std::shared_ptr<concurrencpp::thread_pool_executor> pool) {
  std::atomic<int> seen{0};
  auto left = measure({}, pool, seen); // expect: async-unstructured-tasks
  auto right = measure({}, pool, seen);
  if (co_await quota() == 0) throw std::runtime_error("quota");
  co_return co_await left + co_await right;
}
// One task beside the work of this coroutine, which the end of its handle cancels: an error may end both.
boost::cobalt::task<std::size_t> beside() {
  std::vector<std::string> log;
  auto news = listen(log, "news");
  bool up = co_await ready();
  co_await news;
  co_return up ? log.size() : 0;
}
boost::cobalt::task<std::size_t> beside_and_left() {
  std::vector<std::string> log;
  auto news = listen(log, "news"); // expect: async-unstructured-tasks
  if (!co_await ready())
    co_return 0;
  co_await news;
  co_return log.size();
}
