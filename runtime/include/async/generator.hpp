#pragma once
#include <async/task.hpp>
#include <optional>
#include <utility>

namespace async {

namespace detail {
/// What the end of a generator gives when its coroutine is gone.
template <class T> task<std::optional<T>> no_more() { co_return std::nullopt; }
} // namespace detail

/// A coroutine that gives values one by one with `co_yield` and may `co_await` in between. Consume it with `while (auto
/// value = co_await values.next())`. Nothing runs between two `next()`: it works in the scope, and under the deadlines,
/// of who asks. An error of it is thrown by `next()`, and ends it.
///
/// Leaving it early is destroying it: what it holds is destroyed in the usual order. A `next()` that is destroyed in
/// the middle ends it too.
template <class T> class [[nodiscard]] generator {
public:
  class promise_type final : public detail::coroutine<detail::result<std::optional<T>>> {
  public:
    generator get_return_object(std::source_location where = std::source_location::current()) noexcept {
      this->self = std::coroutine_handle<promise_type>::from_promise(*this);
      this->where = where;
      return generator(*this);
    }

    struct handing_over : detail::leaf {
      bool await_ready() const noexcept { return false; }
      detail::transfer await_suspend(std::coroutine_handle<promise_type> self) const noexcept {
        return self.promise().hand_over();
      }
      void await_resume() const noexcept {}
    };

    template <class U = T>
      requires std::constructible_from<T, U>
    handing_over yield_value(U &&value) {
      this->value_.emplace(std::forward<U>(value));
      return {};
    }
    void return_void() noexcept { this->value_.reset(); }
    void unhandled_exception() noexcept {
      this->error = std::current_exception();
      this->value_.reset();
    }

  private:
    detail::transfer hand_over() noexcept {
      this->progress = detail::frame::state::made;
      detail::frame *next = this->whole ? this->whole->finished(*this) : this->parent;
      if (next)
        return detail::continue_with(*next);
      return detail::to_the_loop();
    }
  };

  generator(generator &&other) noexcept { take_from(other); }
  generator &operator=(generator &&other) noexcept {
    if (this != &other) {
      destroy();
      take_from(other);
    }
    return *this;
  }
  ~generator() { destroy(); }

  /// The next value, or nothing when there are no more. One at a time: a `next()` awaited while another one works
  /// throws `std::logic_error`.
  task<std::optional<T>> next() {
    if (!coroutine_)
      return detail::no_more<T>();
    if (std::exchange(coroutine_->lent, true))
      busy();
    return detail::task_access<std::optional<T>>::make(static_cast<promise_type &>(*coroutine_));
  }

private:
  explicit generator(promise_type &made) noexcept : coroutine_(&made) { made.holder = &coroutine_; }

  [[noreturn]] static void busy() {
    throw std::logic_error("async::generator::next: called while there is another one");
  }
  void take_from(generator &other) noexcept {
    coroutine_ = std::exchange(other.coroutine_, nullptr);
    if (coroutine_)
      coroutine_->holder = &coroutine_;
  }
  void destroy() noexcept {
    detail::frame *const old = std::exchange(coroutine_, nullptr);
    if (old && old->lent)
      old->holder = nullptr; // Whoever has the task of `next()` has all of it now.
    else if (old)
      old->self.destroy();
  }

  detail::frame *coroutine_ = nullptr;
};

} // namespace async
