// RUN: %check_async_tidy %s async-timeout-ladder %t
// An in-house task type and a retry policy over folly.
#include <folly/coro/Sleep.h>
#include <folly/coro/Task.h>
#include <folly/coro/Timeout.h>
#include <chrono>
#include <functional>
#include <string>
using namespace std::chrono_literals;
using folly::coro::Task;
struct RetryPolicy {
  int attempts = 3;
  std::chrono::milliseconds perTry = 10s;
  std::chrono::milliseconds pause = 250ms;
};
inline constexpr RetryPolicy kDefaultPolicy{};
inline constexpr RetryPolicy kEagerPolicy{.attempts = 5, .perTry = 2s, .pause = 100ms};
Task<std::string> callModel(std::string prompt);
template <class Fn> Task<std::string> withPolicy(const RetryPolicy& policy, Fn fn) {
  for (int i = 0; i < policy.attempts; ++i) {
    try {
      co_return co_await folly::coro::timeout(fn(), policy.perTry);
    } catch (const folly::FutureTimeout&) {
      if (i + 1 == policy.attempts) throw;
    }
    co_await folly::coro::sleep(policy.pause);
  }
  co_return "";
}
template <class Fn> Task<std::string> retryTimes(Fn fn, int attempts, std::chrono::milliseconds perTry, std::chrono::milliseconds pause = 0ms) {
  for (int i = 1; i <= attempts; ++i) {
    auto result = co_await folly::coro::co_awaitTry(folly::coro::timeout(fn(), perTry));
    if (result.hasValue()) co_return std::move(result).value();
    if (i < attempts && pause > 0ms) co_await folly::coro::sleep(pause * i);
  }
  co_return "";
}
Task<std::string> quick(std::string prompt) {
  auto work = retryTimes([&] { return callModel(prompt); }, 4, 5s, 1s);  // 20 + 6
  co_return co_await folly::coro::timeout(std::move(work), 25s); // expect: async-timeout-ladder
}
Task<std::string> quickOk(std::string prompt) {
  co_return co_await folly::coro::timeout(retryTimes([&] { return callModel(prompt); }, 4, 5s, 1s), 26s);
}
Task<std::string> noPause(std::string prompt) {
  co_return co_await folly::coro::timeout(retryTimes([&] { return callModel(prompt); }, 4, 5s), 20s);
}
// the step has a longer deadline than a try
Task<std::string> slowStep(std::string prompt) {
  auto step = [&]() -> Task<std::string> { co_return co_await folly::coro::timeout(callModel(prompt), 60s); };
  co_return co_await retryTimes(step, 2, 30s); // expect: async-timeout-ladder
}
