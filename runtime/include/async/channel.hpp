#pragma once
#include <async/task.hpp>
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

namespace async {

/// A queue between tasks of one loop, for any number of senders and receivers. It holds at most its capacity, so a slow
/// receiver makes the senders wait; there is no form without a limit. Values arrive in the order in which they were
/// sent; who waits longest is next.
///
/// A value is received the moment it is handed to a receiver: a stop that comes later does not lose it.
template <class T> class channel {
public:
  /// Throws `std::invalid_argument` when \p capacity is zero.
  explicit channel(std::size_t capacity) : capacity_(capacity) {
    if (capacity == 0)
      throw std::invalid_argument("async::channel: a capacity of zero holds nothing");
  }
  channel(const channel &) = delete;
  channel &operator=(const channel &) = delete;
  ~channel() { close(); }

  /// Waits until there is room. Throws `channel_closed` when the channel is closed before that.
  task<void> send(T value) {
    sending waiting(*this, value);
    co_await waiting;
  }

  /// Waits for a value. Gives nothing when the channel is closed and empty.
  task<std::optional<T>> receive() {
    receiving waiting(*this);
    co_await waiting;
    co_return std::move(waiting.value);
  }

  /// Ends it: what it holds can still be received; then receivers get nothing, and senders get `channel_closed`, those
  /// that wait too.
  void close() noexcept {
    closed_ = true;
    while (!receivers_.empty())
      receivers_.front().wake();
    while (!senders_.empty())
      static_cast<sending &>(senders_.front()).refuse();
  }
  bool closed() const noexcept { return closed_; }

  std::size_t size() const noexcept { return held_.size(); }
  std::size_t capacity() const noexcept { return capacity_; }

private:
  class receiving final : public detail::waiter, public detail::leaf {
  public:
    explicit receiving(channel &from) noexcept : from_(from) {}

    bool await_ready() {
      detail::checkpoint();
      if (from_.held_.empty())
        return from_.closed_;
      value.emplace(std::move(from_.held_.front()));
      from_.held_.pop_front();
      if (!from_.senders_.empty())
        static_cast<sending &>(from_.senders_.front()).accept();
      return true;
    }
    template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) noexcept {
      this->park(self.promise());
      from_.receivers_.push_back(*this);
    }
    void await_resume() const { this->throw_if_stopped(); }

    std::optional<T> value;

  private:
    channel &from_;
  };

  class sending final : public detail::waiter, public detail::leaf {
  public:
    sending(channel &to, T &value) noexcept : to_(to), value_(value) {}

    bool await_ready() {
      detail::checkpoint();
      if (to_.closed_)
        throw channel_closed();
      if (!to_.receivers_.empty()) {
        auto &receiver = static_cast<receiving &>(to_.receivers_.front());
        receiver.value.emplace(std::move(value_));
        receiver.wake();
        return true;
      }
      if (to_.held_.size() == to_.capacity_)
        return false;
      to_.held_.push_back(std::move(value_));
      return true;
    }
    template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) noexcept {
      this->park(self.promise());
      to_.senders_.push_back(*this);
    }
    void await_resume() const {
      this->throw_if_stopped();
      if (refused_)
        throw channel_closed();
    }

    void accept() {
      to_.held_.push_back(std::move(value_));
      this->wake();
    }
    void refuse() noexcept {
      refused_ = true;
      this->wake();
    }

  private:
    channel &to_;
    T &value_;
    bool refused_ = false;
  };

  const std::size_t capacity_;
  bool closed_ = false;
  std::deque<T> held_;
  detail::wait_list receivers_;
  detail::wait_list senders_;
};

} // namespace async
