// RUN: %check_async_tidy %s async-dropped-awaitable %t
// libcoro locks, permits and hops whose operation is kept in a variable instead of being awaited.
#include <coro/coro.hpp>
#include <coro/queue.hpp>
#include <memory>
#include <string>
#include <unordered_map>

class rate_table {
  coro::mutex mutex_;
  coro::semaphore<> slots_{4};
  std::shared_ptr<coro::scheduler> scheduler_;
  std::unordered_map<std::string, int> calls_;

public:
  auto count(std::string model) -> coro::task<int> {
    auto lock = mutex_.scoped_lock(); // expect: async-dropped-awaitable // expect-fix: auto lock = co_await mutex_.scoped_lock();
    co_return ++calls_[model];
  }
  auto reset(std::string model) -> coro::task<void> {
    auto lock = co_await mutex_.scoped_lock();
    calls_.erase(model);
    lock.unlock();
  }
  auto reset_all() -> coro::task<void> {
    mutex_.lock(); // expect: async-dropped-awaitable // expect-fix: co_await mutex_.lock();
    calls_.clear();
    mutex_.unlock();
    co_return;
  }
  auto call(std::string model) -> coro::task<int> {
    const auto permit = slots_.acquire(); // expect: async-dropped-awaitable
    int n = co_await count(model);
    slots_.release(); // expect: async-dropped-awaitable // expect-fix: co_await slots_.release();
    co_return n;
  }
  auto call_right(std::string model) -> coro::task<int> {
    co_await slots_.acquire();
    int n = co_await count(model);
    co_await slots_.release();
    co_return n;
  }
  auto try_count(std::string model) -> coro::task<bool> {
    if (!mutex_.try_lock())
      co_return false;
    ++calls_[model];
    mutex_.unlock();
    scheduler_->schedule(); // expect: async-dropped-awaitable // expect-fix: co_await scheduler_->schedule();
    co_return true;
  }
};

auto publish(coro::queue<std::string> &queue, std::string text) -> coro::task<void> {
  queue.push(text); // expect: async-dropped-awaitable // expect-fix: co_await queue.push(text);
  co_await queue.push(std::move(text));
  if (queue.size() > 100)
    queue.shutdown(); // expect: async-dropped-awaitable
}
