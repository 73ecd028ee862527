// RUN: %check_async_tidy %s async-uncancellable-timeout %t
#include <folly/coro/Sleep.h>
#include <folly/coro/Task.h>
#include <folly/coro/Timeout.h>
#include <folly/executors/GlobalExecutor.h>
#include <chrono>
#include <cstdlib>
#include <string>
using namespace std::chrono_literals;
using folly::coro::Task;
std::string compile(std::string source);
static Task<std::string> build(std::string source) { co_return compile(source); }
static Task<int> backup() { co_return std::system("pg_dump agent > agent.sql"); }
static Task<std::string> buildTwice(std::string source) {
  auto pool = folly::getGlobalCPUExecutor();
  auto first = co_await folly::coro::co_withExecutor(pool, build(source));
  co_return first + co_await folly::coro::co_withExecutor(pool, build(first));
}
Task<std::string> buildInTime(std::string source) {
  co_return co_await folly::coro::timeout(folly::coro::co_withExecutor(folly::getGlobalCPUExecutor(), build(source)), 60s); // expect: async-uncancellable-timeout
  // expect-message: the deadline of 'timeout' does nothing: it waits until 'build' has run to its end, because nothing can stop it; hand it a stop token and look at it there
}
Task<int> backupInTime() {
  co_return co_await folly::coro::timeout(folly::coro::co_withExecutor(folly::getGlobalCPUExecutor(), backup()), 60s); // expect: async-uncancellable-timeout
}
Task<std::string> twiceInTime(std::string source) {
  co_return co_await folly::coro::timeout(buildTwice(source), 120s); // expect: async-uncancellable-timeout
}
Task<std::string> fetch(std::string url);
Task<std::string> fetchInTime(std::string url) { co_return co_await folly::coro::timeout(fetch(url), 10s); }
static std::string compileUntil(const std::string& source, folly::CancellationToken token) {
  std::string out;
  for (char c : source) {
    if (token.isCancellationRequested()) break;
    out += c;
  }
  return out;
}
static Task<std::string> buildStoppable(std::string source) {
  const auto& token = co_await folly::coro::co_current_cancellation_token;
  co_return compileUntil(source, token);
}
Task<std::string> stoppable(std::string source) {
  co_return co_await folly::coro::timeout(folly::coro::co_withExecutor(folly::getGlobalCPUExecutor(), buildStoppable(source)), 60s);
}
