// RUN: %check_async_tidy %s async-unbounded-queue %t
// Queues of the project: read from what their members do.
#include <coro/coro.hpp>
#include <coroutine>
#include <deque>
#include <optional>
#include <string>
#include <utility>

template <class T> class mailbox {
public:
  void post(T item) {
    items_.push_back(std::move(item));
    if (waiter_)
      std::exchange(waiter_, {}).resume();
  }
  coro::task<T> take() {
    co_await ready_;
    T item = std::move(items_.front());
    items_.pop_front();
    co_return item;
  }

private:
  std::deque<T> items_;
  coro::event ready_;
  std::coroutine_handle<> waiter_;
};

template <class T> class bounded_mailbox {
public:
  explicit bounded_mailbox(std::size_t capacity) : capacity_(capacity) {}
  bool post(T item) {
    if (items_.size() >= capacity_)
      return false;
    items_.push_back(std::move(item));
    return true;
  }
  coro::task<T> take() {
    co_await ready_;
    T item = std::move(items_.front());
    items_.pop_front();
    co_return item;
  }

private:
  std::deque<T> items_;
  std::size_t capacity_;
  coro::event ready_;
};

// Nothing here is handed out to a coroutine.
class history {
public:
  void add(std::string line) { lines_.push_back(std::move(line)); }
  coro::task<void> save();

private:
  std::deque<std::string> lines_;
};

coro::task<std::optional<std::string>> read();

coro::task<void> write_all(mailbox<std::string> &from, bounded_mailbox<std::string> &other) {
  for (;;) {
    co_await from.take();
    co_await other.take();
  }
}

coro::task<void> read_all() {
  mailbox<std::string> inbox; // expect: async-unbounded-queue // expect-message: 'inbox' has no capacity: when 'read_all' sends faster than the other side receives, it grows without a limit; use a queue with a capacity, whose send waits for a place
  bounded_mailbox<std::string> small(16);
  history log;
  while (auto line = co_await read()) {
    inbox.post(*line);
    small.post(*line);
    log.add(*line);
  }
}
