// RUN: %check_async_tidy %s async-dropped-awaitable %t
// What an await hands back may itself be work that nobody waits for.
#include <async/async.hpp>
#include <coro/coro.hpp>
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

using folly::coro::Task;

Task<Task<std::string>> openStream(std::string url);
Task<std::vector<Task<int>>> planSteps(std::string goal);
Task<std::pair<Task<int>, Task<int>>> fork(std::string goal);
Task<std::string> ask(std::string prompt);
Task<void> note(std::string text);

Task<std::string> stream(std::string url) {
  co_await openStream(url); // expect: async-dropped-awaitable
  auto body = co_await openStream(url);
  auto lost = co_await openStream(url + "?more"); // expect: async-dropped-awaitable
  co_return co_await std::move(body);
}

Task<std::string> streamBoth(std::string url) {
  auto text = co_await co_await openStream(url);
  co_return text + co_await (co_await openStream(url));
}

Task<int> plan(std::string goal) {
  co_await planSteps(goal); // expect: async-dropped-awaitable
  auto forgotten = co_await planSteps(goal); // expect: async-dropped-awaitable
  auto steps = co_await planSteps(goal);
  co_await fork(goal); // expect: async-dropped-awaitable
  auto [left, right] = co_await fork(goal); // expect: async-dropped-awaitable
  auto results = co_await folly::coro::collectAllRange(std::move(steps));
  co_return static_cast<int>(results.size());
}

Task<void> plainResults(std::string prompt) {
  co_await ask(prompt);
  co_await folly::coro::collectAll(ask(prompt), ask(prompt));
  co_await folly::coro::collectAllTry(ask(prompt), note(prompt));
  (void)co_await openStream(prompt);
  for (auto& step : co_await planSteps(prompt)) co_await std::move(step);
}

coro::task<void> ping(std::string host);
coro::task<void> ping_all(std::vector<std::string> hosts) {
  std::vector<coro::task<void>> pings;
  for (auto& h : hosts) pings.push_back(ping(h));
  co_await coro::when_all(std::move(pings));
}
