// RUN: %check_async_tidy %s async-dropped-awaitable %t
// The awaiters of cppcoro and async_simple locks: named, unawaited, and the lock is not held.
#include <async_simple/coro/Lazy.h>
#include <async_simple/coro/Mutex.h>
#include <cppcoro/async_mutex.hpp>
#include <cppcoro/task.hpp>
#include <map>
#include <string>

class history {
  cppcoro::async_mutex mutex_;
  std::map<int, std::string> turns_;

public:
  cppcoro::task<> append(int turn, std::string text) {
    auto guard = mutex_.scoped_lock_async(); // expect: async-dropped-awaitable // expect-fix: auto guard = co_await mutex_.scoped_lock_async();
    turns_[turn] = std::move(text);
    co_return;
  }
  cppcoro::task<std::string> get(int turn) {
    auto guard = co_await mutex_.scoped_lock_async();
    co_return turns_[turn];
  }
  cppcoro::task<> clear() {
    mutex_.lock_async(); // expect: async-dropped-awaitable // expect-fix: co_await mutex_.lock_async();
    turns_.clear();
    mutex_.unlock();
    co_return;
  }
  auto lock() { return mutex_.scoped_lock_async(); }
  cppcoro::task<bool> drop(int turn) {
    auto pending = lock();
    auto guard = co_await pending;
    co_return turns_.erase(turn) > 0;
  }
};

namespace ac = async_simple::coro;

class budget {
  ac::Mutex mutex_;
  int left_ = 100000;

public:
  ac::Lazy<bool> take(int n) {
    auto scoped = mutex_.coScopedLock(); // expect: async-dropped-awaitable // expect-fix: auto scoped = co_await mutex_.coScopedLock();
    if (left_ < n)
      co_return false;
    left_ -= n;
    co_return true;
  }
  ac::Lazy<void> give(int n) {
    auto scoped = co_await mutex_.coScopedLock();
    left_ += n;
  }
  ac::Lazy<int> left() {
    mutex_.coLock(); // expect: async-dropped-awaitable // expect-fix: co_await mutex_.coLock();
    int n = left_;
    mutex_.unlock();
    co_return n;
  }
  ac::Lazy<int> peek() {
    if (mutex_.tryLock())
      mutex_.unlock();
    std::string label = "peek";
    co_return left_ + static_cast<int>(label.size());
  }
};
