#pragma once
#include <async/task.hpp>
#include <chrono>
#include <concepts>
#include <optional>
#include <string>

namespace async {

namespace detail {

/// \p duration in nanoseconds. Throws `std::invalid_argument` with the name of the call when it is negative or does not
/// fit.
template <class Rep, class Period> nanoseconds checked(const char *call, std::chrono::duration<Rep, Period> duration) {
  if (!(duration >= duration.zero()))
    throw std::invalid_argument(std::string(call) + ": the duration is negative");
  // In floating point, because both conversions can overflow.
  if (std::chrono::duration<long double, std::nano>(duration) >=
      std::chrono::duration<long double, std::nano>(nanoseconds::max()))
    throw std::invalid_argument(std::string(call) + ": the duration overflows");
  return std::chrono::duration_cast<nanoseconds>(duration);
}

/// The time \p duration from now on the loop's clock.
inline time_point after(const char *call, nanoseconds duration) {
  const time_point now = loop_for(call).now();
  if (duration > time_point::max() - now)
    throw std::invalid_argument(std::string(call) + ": the duration overflows");
  return now + duration;
}

/// A duration other than nanoseconds, which the conversion to nanoseconds could overflow unseen.
template <class Duration>
concept other_duration =
    requires {
      typename Duration::rep;
      typename Duration::period;
    } && std::same_as<Duration, std::chrono::duration<typename Duration::rep, typename Duration::period>> &&
    !std::same_as<Duration, nanoseconds>;

class sleeper final : public waiter, public timed, public leaf {
public:
  explicit sleeper(time_point until) noexcept : until_(until) {}
  ~sleeper() {
    if (running)
      running->waits.remove(*this);
  }

  bool await_ready() const {
    checkpoint();
    return false;
  }
  template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) {
    if (until_ > running->now())
      running->waits.add(*this, until_);
    park(self.promise());
    if (until_ <= running->now())
      wake();
  }
  void await_resume() const { throw_if_stopped(); }

private:
  void due() noexcept override { wake(); }
  time_point until_;
};

class yielder : public leaf {
public:
  bool await_ready() const {
    checkpoint();
    return false;
  }
  template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) noexcept {
    running->make_ready(self.promise());
  }
  void await_resume() const { checkpoint(); }
};

inline task<void> sleep(nanoseconds duration) {
  sleeper sleeping(after("async::sleep_for", duration));
  co_await sleeping;
}

/// A scope that is stopped when its deadline passes. A deadline that is not earlier than one around it waits for
/// nothing: the one around comes first.
class deadline_scope final : public scope, public timed {
public:
  explicit deadline_scope(time_point at) : scope(here) {
    if (at >= deadline())
      return;
    limit(at);
    if (at <= running->now())
      due();
    else
      running->waits.add(*this, at);
  }
  ~deadline_scope() {
    if (running)
      running->waits.remove(*this);
  }

  bool expired() const noexcept { return expired_; }

private:
  void due() noexcept override {
    expired_ = true;
    request_stop();
  }
  bool expired_ = false;
};

template <class T> T taken_in_time(result<T> &work, const deadline_scope &within) {
  // A value that came in time or in spite of the stop is a value. A stop of everything around is no timeout.
  if (within.expired() && !within.parent()->stopped() && is_cancellation(work.error))
    throw timeout_error();
  return work.take();
}

template <class T> task<T> limited_for(task<T> work, nanoseconds duration) {
  deadline_scope within(after("async::wait_for", duration));
  finished_in working(result_of(work, "async::wait_for"), within);
  co_await working;
  co_return taken_in_time(result_of(work, ""), within);
}

} // namespace detail

/// The time of the loop: of the computer, or of the virtual clock of the run. Throws `std::logic_error` outside of
/// `run`.
inline std::chrono::steady_clock::time_point now() { return detail::loop_for("async::now").now(); }

/// The least of the deadlines around the running coroutine; none when there is none, or behind a `shield`.
inline std::optional<std::chrono::steady_clock::time_point> current_deadline() {
  if (!detail::here || detail::here->deadline() == detail::time_point::max())
    return std::nullopt;
  return detail::here->deadline();
}

/// Waits until \p when; when that has passed, gives way to others once.
inline task<void> sleep_until(std::chrono::steady_clock::time_point when) {
  detail::sleeper sleeping(when);
  co_await sleeping;
}

/// Waits \p duration from when it is awaited. Throws `std::invalid_argument` when that is negative or overflows.
inline task<void> sleep_for(std::chrono::nanoseconds duration) {
  return detail::sleep(detail::checked("async::sleep_for", duration));
}
template <detail::other_duration Duration> task<void> sleep_for(Duration duration) {
  return detail::sleep(detail::checked("async::sleep_for", duration));
}

/// Lets everything else that is ready run first.
inline task<void> yield() {
  detail::yielder yielding;
  co_await yielding;
}

/// Runs \p work with a deadline. When it passes, \p work is asked to stop; when it has ended by that, `timeout_error`
/// is thrown. Work that ends with a value or an error of its own all the same gives that. Deadlines nest: the earliest
/// of all around decides, and the `wait_for` that it belongs to throws.
template <class T> task<T> wait_until(task<T> work, std::chrono::steady_clock::time_point deadline) {
  detail::deadline_scope within(deadline);
  detail::finished_in working(detail::result_of(work, "async::wait_until"), within);
  co_await working;
  co_return detail::taken_in_time(detail::result_of(work, ""), within);
}

/// The same with a duration, which starts when the result is awaited. Throws `std::invalid_argument` when it is
/// negative or overflows.
template <class T> task<T> wait_for(task<T> work, std::chrono::nanoseconds duration) {
  return detail::limited_for(std::move(work), detail::checked("async::wait_for", duration));
}
template <class T, detail::other_duration Duration> task<T> wait_for(task<T> work, Duration duration) {
  return detail::limited_for(std::move(work), detail::checked("async::wait_for", duration));
}

/// Runs \p work where no stop and no deadline from outside reaches it, and waits for it: for the last lines that must
/// be written. What comes after it is in the old scope again, where the next suspension throws when a stop came
/// meanwhile. Give it a deadline of its own.
template <class T> task<T> shield(task<T> work) {
  detail::scope within(detail::here, detail::scope::kind::shielded);
  detail::finished_in working(detail::result_of(work, "async::shield"), within);
  co_await working;
  co_return detail::result_of(work, "").take();
}

namespace detail {
struct stop_token_awaiter : native {
  stop_token_awaiter operator co_await() const noexcept { return *this; }
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  std::stop_token await_resume() const { return here->token(); }
};
} // namespace detail

/// `co_await stop_token()` gives, without a suspension, a token of the scope that the coroutine runs in, for libraries
/// that understand it.
inline detail::stop_token_awaiter stop_token() noexcept { return {}; }

} // namespace async
