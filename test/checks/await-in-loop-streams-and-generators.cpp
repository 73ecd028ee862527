// RUN: %check_async_tidy %s async-await-in-loop %t
// Items that come one after another.
#include <async/async.hpp>
#include <boost/cobalt.hpp>
#include <cppcoro/async_generator.hpp>
#include <cppcoro/task.hpp>
#include <folly/coro/AsyncGenerator.h>
#include <folly/coro/Task.h>
#include <string>
#include <vector>
async::generator<std::string> events(std::string session);
folly::coro::AsyncGenerator<std::string> tokens(std::string prompt);
cppcoro::async_generator<std::string> rows(std::string query);
boost::cobalt::generator<int> numbers();
async::task<void> handle(std::string event);
folly::coro::Task<void> show(std::string token);
folly::coro::Task<std::string> get(std::string url);
cppcoro::task<void> store(std::string row);

async::task<void> print(std::string session) {
  auto stream = events(session);
  while (auto event = co_await stream.next())
    co_await handle(*event);
}

async::task<void> first_ten(std::string session) {
  auto stream = events(session);
  for (int i = 0; i < 10; ++i) {
    auto event = co_await stream.next();
    if (event)
      co_await handle(*event);
  }
}

folly::coro::Task<void> stream_tokens(std::string prompt) {
  auto stream = tokens(prompt);
  while (auto token = co_await stream.next())
    co_await show(*token);
}

cppcoro::task<void> save(std::string query) {
  auto stream = rows(query);
  for (auto row = co_await stream.begin(); row != stream.end(); co_await ++row)
    co_await store(*row);
}

boost::cobalt::task<int> sum() {
  auto stream = numbers();
  int total = 0;
  while (stream)
    total += co_await stream;
  co_return total;
}

// A generator hands out its items one at a time itself.
folly::coro::AsyncGenerator<std::string> pages(std::vector<std::string> urls) {
  for (auto &url : urls)
    co_yield co_await get(url);
}

folly::coro::AsyncGenerator<std::string> good_pages(std::vector<std::string> urls) {
  for (auto &url : urls) {
    auto page = co_await get(url);
    if (!page.empty())
      co_yield std::move(page);
  }
}
