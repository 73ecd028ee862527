// RUN: %check_async_tidy %s async-blocking-call %t
// Waiting on a condition variable inside a coroutine; notifying one is fine.
#include <coro/coro.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
using namespace std::chrono_literals;
class Inbox {
 public:
  void put(std::string message) {
    {
      std::lock_guard lock(mutex_);
      messages_.push_back(std::move(message));
    }
    arrived_.notify_one();
  }
  std::string take() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return !messages_.empty(); });
    std::string message = std::move(messages_.front());
    messages_.pop_front();
    return message;
  }
  bool take_now(std::string& message) {
    std::unique_lock lock(mutex_);
    if (messages_.empty()) return false;
    message = std::move(messages_.front());
    messages_.pop_front();
    return true;
  }
  std::mutex mutex_;
  std::condition_variable arrived_;

 private:
  std::deque<std::string> messages_;
};
coro::task<void> answer(std::string message);

coro::task<void> serve(Inbox& inbox) {
  while (true) co_await answer(inbox.take()); // expect: async-blocking-call
}

coro::task<bool> anything(Inbox& inbox) {
  std::unique_lock lock(inbox.mutex_);
  co_return inbox.arrived_.wait_for(lock, 100ms) == std::cv_status::no_timeout; // expect: async-blocking-call
}

coro::task<void> serve_politely(Inbox& inbox, coro::io_scheduler& io) {
  std::string message;
  while (true) {
    while (!inbox.take_now(message)) co_await io.yield_for(10ms);
    co_await answer(message);
    inbox.put("done");
  }
}
