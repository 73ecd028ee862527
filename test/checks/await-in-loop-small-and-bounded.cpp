// RUN: %check_async_tidy %s async-await-in-loop %t
// Nothing is gained in a loop of one iteration, and bounded helpers are made for their loops.
#include <async/async.hpp>
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <seastar/core/coroutine.hh>
#include <seastar/core/loop.hh>
#include <seastar/coroutine/parallel_for_each.hh>
#include <array>
#include <string>
#include <vector>
folly::coro::Task<std::string> get(std::string url);
async::task<std::string> fetch(std::string url);
seastar::future<> read(std::string url);

folly::coro::Task<void> once() {
  for (int i = 0; i < 1; ++i)
    co_await get(std::to_string(i));
  for (int i = 0; i < 0; ++i)
    co_await get(std::to_string(i));
  constexpr int kTries = 1;
  for (int i = 0; i < kTries; ++i)
    co_await get(std::to_string(i));
  for (const char *url : {"a"})
    co_await get(url);
  const std::string urls[1] = {"a"};
  for (const auto &url : urls)
    co_await get(url);
  std::array<std::string, 1> one;
  for (const auto &url : one)
    co_await get(url);
  int n = 0;
  do {
    co_await get(std::to_string(n++));
  } while (false);
}

folly::coro::Task<void> chunks(std::vector<std::vector<std::string>> batches) {
  for (auto &batch : batches) {
    std::vector<folly::coro::Task<std::string>> tasks;
    for (auto &url : batch)
      tasks.push_back(get(url));
    co_await folly::coro::collectAllRange(std::move(tasks));
  }
}

async::task<void> bounded_chunks(std::vector<std::vector<std::string>> batches) {
  for (auto &batch : batches) {
    std::vector<async::task<std::string>> tasks;
    for (auto &url : batch)
      tasks.push_back(fetch(url));
    co_await async::gather_bounded(4, std::move(tasks));
  }
}

seastar::future<> for_each(std::vector<std::vector<std::string>> batches) {
  for (auto &batch : batches)
    co_await seastar::max_concurrent_for_each(batch, 8, [](std::string &url) { return read(url); });
  for (auto &batch : batches)
    co_await seastar::coroutine::parallel_for_each(batch, [](std::string &url) { return read(url); });
}

// Each worker takes its share; there are several of them.
folly::coro::Task<void> worker(const std::vector<std::string> &urls, std::size_t first, std::size_t step) {
  for (std::size_t i = first; i < urls.size(); i += step)
    co_await get(urls[i]);
}

folly::coro::Task<void> workers(const std::vector<std::string> &urls) {
  std::vector<folly::coro::Task<void>> tasks;
  for (std::size_t i = 0; i < 4; ++i)
    tasks.push_back(worker(urls, i, 4));
  co_await folly::coro::collectAllRange(std::move(tasks));
}

async::task<void> shared_counter(std::vector<std::string> urls) {
  std::size_t next = 0;
  auto work = [&]() -> async::task<void> {
    while (next < urls.size())
      co_await fetch(urls[next++]);
  };
  co_await async::gather(work(), work(), work());
}

seastar::future<> in_a_helper(std::vector<std::vector<std::string>> batches) {
  return seastar::max_concurrent_for_each(batches, 8, [](std::vector<std::string> &batch) -> seastar::future<> {
    for (auto &url : batch)
      co_await read(url);
  });
}

// Two for each item, and the items one after another.
async::task<void> pairs(std::vector<std::string> urls) {
  for (auto &url : urls)
    co_await async::gather(fetch(url), fetch(url + "/meta")); // expect: async-await-in-loop
}

folly::coro::Task<void> twice(std::vector<std::string> urls) {
  for (int i = 0; i < 2; ++i)
    co_await get(urls[i]); // expect: async-await-in-loop
}
