// RUN: %check_async_tidy %s async-blocking-call %t
// folly: blocking reads of futures and of coroutines.
#include <folly/coro/Task.h>
#include <folly/coro/BlockingWait.h>
#include <folly/futures/Future.h>

folly::coro::Task<int> work();
folly::coro::Task<int> a() { co_return folly::coro::blockingWait(work()); // expect: async-blocking-call
}
folly::coro::Task<int> b() { co_return co_await work(); }
int main() { return folly::coro::blockingWait(work()); }
