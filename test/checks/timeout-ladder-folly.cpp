// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <folly/coro/Collect.h>
#include <folly/coro/Sleep.h>
#include <folly/coro/Task.h>
#include <folly/coro/Timeout.h>
#include <chrono>
#include <string>
#include <vector>
using namespace std::chrono_literals;
using folly::coro::Task;
Task<std::string> callTool(std::string name);
struct Limits {
  std::chrono::seconds perTool{15};
  std::chrono::seconds total{40};
  int rounds = 4;
};
constexpr Limits kLimits;
Task<int> dispatch(std::vector<std::string> names) {
  std::vector<Task<std::string>> tasks;
  tasks.reserve(names.size());
  for (auto& name : names) tasks.push_back(folly::coro::timeout(callTool(name), kLimits.perTool));
  auto results = co_await folly::coro::collectAllTryRange(std::move(tasks));
  co_return static_cast<int>(results.size());
}
Task<int> loop(std::vector<std::string> names) {
  int n = 0;
  for (int round = 0; round < kLimits.rounds; ++round) n += co_await dispatch(names);
  co_return n;
}
Task<int> run(std::vector<std::string> names) {
  co_return co_await folly::coro::timeout(loop(std::move(names)), kLimits.total); // expect: async-timeout-ladder
}
Task<int> runWide(std::vector<std::string> names) {
  co_return co_await folly::coro::timeout(loop(std::move(names)), 2 * kLimits.total);
}
Task<int> inlineLambda(std::string name) {
  auto body = [&]() -> Task<int> {
    auto text = co_await folly::coro::timeout(callTool(name), 8s);
    co_await folly::coro::sleep(500ms);
    co_return static_cast<int>(text.size());
  };
  co_return co_await folly::coro::timeout(body(), 5s); // expect: async-timeout-ladder
}
Task<int> runtimeLimit(std::string name, std::chrono::milliseconds limit) {
  co_await folly::coro::timeout(callTool(name), limit);
  co_return co_await folly::coro::timeout(dispatch({name}), limit);
}
Task<std::string> tryTwice(std::string name) {
  auto first = co_await folly::coro::co_awaitTry(folly::coro::timeout(callTool(name), 10s));
  if (first.hasValue()) co_return std::move(first).value();
  co_return co_await folly::coro::timeout(callTool(name), 10s);
}
Task<std::string> twice(std::string name) { co_return co_await folly::coro::timeout(tryTwice(name), 15s); } // expect: async-timeout-ladder
