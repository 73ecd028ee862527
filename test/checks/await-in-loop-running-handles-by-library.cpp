// RUN: %check_async_tidy %s async-await-in-loop %t
#include <async/async.hpp>
#include <boost/cobalt.hpp>
#include <concurrencpp/concurrencpp.h>
#include <coro/coro.hpp>
#include <folly/coro/Task.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

async::task<int> count(std::string url);
concurrencpp::result<int> start(std::string url);
folly::SemiFuture<int> begin(std::string url);
boost::cobalt::promise<int> now(std::string url);

async::task<int> join_all(std::vector<std::string> urls) {
  std::vector<async::join_handle<int>> handles;
  for (auto &url : urls)
    handles.push_back(async::create_task(count(url)));
  int total = 0;
  for (auto &handle : handles)
    total += co_await handle;
  co_return total;
}

async::task<int> join_all_by_key(std::map<std::string, async::join_handle<int>> &handles) {
  int total = 0;
  for (auto &[name, handle] : handles)
    total += co_await handle;
  co_return total;
}

concurrencpp::result<int> results(std::vector<std::string> urls) {
  std::vector<concurrencpp::result<int>> running;
  for (auto &url : urls)
    running.push_back(start(url));
  int total = 0;
  for (auto &one : running)
    total += co_await one;
  co_return total;
}

folly::coro::Task<int> futures(std::vector<std::string> urls) {
  std::vector<folly::SemiFuture<int>> running;
  for (auto &url : urls)
    running.push_back(begin(url));
  int total = 0;
  for (auto &one : running)
    total += co_await std::move(one);
  co_return total;
}

boost::cobalt::task<int> promises(std::vector<std::string> urls) {
  std::vector<boost::cobalt::promise<int>> running;
  for (auto &url : urls)
    running.push_back(now(url));
  int total = 0;
  for (auto &one : running)
    total += co_await one;
  co_return total;
}

// The same calls, each awaited before the next is made.
concurrencpp::result<int> one_by_one(std::vector<std::string> urls) {
  int total = 0;
  for (auto &url : urls)
    total += co_await start(url); // expect: async-await-in-loop
  co_return total;
}

folly::coro::Task<int> one_by_one_too(std::vector<std::string> urls) {
  int total = 0;
  for (auto &url : urls)
    total += co_await begin(url); // expect: async-await-in-loop
  co_return total;
}

boost::cobalt::task<int> and_here(std::vector<std::string> urls) {
  int total = 0;
  for (auto &url : urls)
    total += co_await now(url); // expect: async-await-in-loop
  co_return total;
}

coro::task<void> joined(coro::thread_pool &pool, std::vector<coro::task<void>> work) {
  std::vector<coro::task<void>> joinable;
  for (auto &task : work)
    joinable.push_back(pool.spawn_joinable(std::move(task)));
  co_await coro::when_all(std::move(joinable));
}
