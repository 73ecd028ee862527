// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Token streams that are made and never iterated, and steps that are never awaited.
#include <async/async.hpp>
#include <boost/cobalt.hpp>
#include <cppcoro/async_generator.hpp>
#include <cppcoro/task.hpp>
#include <folly/coro/AsyncGenerator.h>
#include <string>
#include <utility>
#include <vector>

namespace cobalt = boost::cobalt;
async::generator<std::string> stream(std::string prompt);
cppcoro::async_generator<int> scores(std::string prompt);
folly::coro::AsyncGenerator<std::string&&> lines(std::string path);
cobalt::generator<std::string> words(std::string text);
async::task<void> forward(async::generator<std::string> tokens);
void show(const std::string &);

async::task<void> chat(std::string prompt) {
  stream(prompt); // expect: async-dropped-awaitable
  auto unused = stream(prompt); // expect: async-dropped-awaitable
  auto first = stream(prompt);
  first.next(); // expect: async-dropped-awaitable // expect-fix: co_await first.next();
  auto token = first.next(); // expect: async-dropped-awaitable // expect-fix: auto token = co_await first.next();
  co_await forward(std::move(first));
  co_await forward(stream(prompt));
}

async::generator<std::string> upper(std::string prompt) {
  auto inner = stream(prompt);
  while (auto token = co_await inner.next())
    co_yield *token + "!";
}

async::generator<std::string> pick(bool deep, std::string prompt) {
  return deep ? upper(prompt) : stream(prompt);
}

cppcoro::task<int> best(std::string prompt) {
  auto all = scores(prompt); // expect: async-dropped-awaitable
  auto some = scores(prompt);
  auto it = co_await some.begin();
  auto started = scores(prompt);
  started.begin(); // expect: async-dropped-awaitable // expect-fix: co_await started.begin();
  co_return *it;
}

folly::coro::Task<void> tail(std::string path) {
  auto more = lines(path + ".1"); // expect: async-dropped-awaitable
  auto feed = lines(path);
  if (auto line = co_await feed.next()) show(*line);
}

cobalt::task<void> spell(std::string text) {
  auto all = words(text);
  while (all)
    show(co_await all);
  auto extra = words(text + "?"); // expect: async-dropped-awaitable
}
