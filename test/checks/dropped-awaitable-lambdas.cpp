// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Lambdas that make tasks: called and dropped, stored and used, captured and forgotten.
#include <folly/coro/Mutex.h>
#include <folly/coro/Task.h>
#include <functional>
#include <string>
#include <utility>

using folly::coro::Task;

Task<std::string> complete(std::string prompt);
Task<void> audit(std::string what);
void onClose(std::function<void()> hook);

Task<std::string> session(std::string prompt) {
  auto log = [](std::string what) -> Task<void> { co_await audit(what); };
  auto make = [&] { return complete(prompt); };
  std::function<Task<void>(std::string)> hook = log;
  log("begin"); // expect: async-dropped-awaitable // expect-fix: co_await log("begin");
  make(); // expect: async-dropped-awaitable // expect-fix: co_await make();
  hook("begin"); // expect: async-dropped-awaitable // expect-fix: co_await hook("begin");
  []() -> Task<void> { co_await audit("inline"); }(); // expect: async-dropped-awaitable
  co_await []() -> Task<void> { co_await audit("inline"); }();
  co_await log("middle");
  co_await hook("end");
  co_return co_await make();
}

void subscribe() {
  onClose([] {
    audit("closed"); // expect: async-dropped-awaitable
  });
  auto lazily = [] { return audit("later"); };
  std::function<Task<void>()> kept = lazily;
}

Task<std::string> captured(std::string prompt) {
  auto answer = complete(prompt);
  auto later = [answer = std::move(answer)]() mutable -> Task<std::string> { co_return co_await std::move(answer); };
  auto byReference = complete(prompt);
  auto wait = [&]() -> Task<std::string> { co_return co_await std::move(byReference); };
  co_return co_await later() + co_await wait();
}

class Ledger {
  folly::coro::Mutex mutex_;
  int total_ = 0;

 public:
  Task<int> add(int n) {
    auto locked = [this, n]() -> Task<int> {
      auto guard = mutex_.co_scoped_lock(); // expect: async-dropped-awaitable // expect-fix: auto guard = co_await mutex_.co_scoped_lock();
      co_return total_ += n;
    };
    co_return co_await locked();
  }
  Task<int> sub(int n) {
    co_return co_await [](Ledger* self, int n) -> Task<int> {
      auto guard = co_await self->mutex_.co_scoped_lock();
      co_return self->total_ -= n;
    }(this, n);
  }
};
