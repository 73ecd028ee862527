// RUN: %check_async_tidy %s async-unbounded-shield %t
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <folly/coro/Timeout.h>
#include <folly/coro/WithCancellation.h>
#include <chrono>
#include <string>
#include <vector>
using namespace std::chrono_literals;
using folly::coro::Task;
Task<void> flush(std::string run);
Task<void> release(std::string run);
Task<void> done(std::string run, folly::CancellationSource& source) {
  folly::CancellationToken none;
  co_await folly::coro::co_withCancellation(none, flush(run)); // expect: async-unbounded-shield
  co_await folly::coro::co_withCancellation({}, release(run)); // expect: async-unbounded-shield
  co_await folly::coro::co_withCancellation(source.getToken(), release(run));
  co_await folly::coro::co_withCancellation(folly::CancellationToken(), folly::coro::timeout(release(run), 2s));
  folly::CancellationSource fresh;
  auto token = fresh.getToken();
  co_await folly::coro::co_withCancellation(token, flush(run));
}
Task<void> doneAll(std::vector<std::string> runs) {
  std::vector<Task<void>> all;
  for (auto& run : runs) all.push_back(flush(run));
  co_await folly::coro::co_withCancellation(folly::CancellationToken{}, folly::coro::collectAllRange(std::move(all))); // expect: async-unbounded-shield
}
Task<void> doneAllInTime(std::vector<std::string> runs) {
  std::vector<Task<void>> all;
  for (auto& run : runs) all.push_back(folly::coro::timeout(flush(run), 2s));
  co_await folly::coro::co_withCancellation(folly::CancellationToken{}, folly::coro::collectAllRange(std::move(all)));
}
