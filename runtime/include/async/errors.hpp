#pragma once
#include <exception>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace async {

/// Thrown by every suspension of a task that has been asked to stop, again and again until the scope that was stopped
/// has ended (level-triggered, as in Trio; asyncio's cancellation is delivered once and can be lost). Let it pass:
/// whoever catches it only puts off the end.
struct cancelled_error : std::exception {
  const char *what() const noexcept override { return "async: the task was asked to stop"; }
};

/// Thrown by `wait_for` and `wait_until` after the work has stopped and cleaned up.
struct timeout_error : std::exception {
  const char *what() const noexcept override { return "async: the deadline passed"; }
};

/// Thrown by `channel::send` when the channel is closed, before or while it waits.
struct channel_closed : std::runtime_error {
  channel_closed() : std::runtime_error("async::channel::send: the channel is closed") {}
};

/// Thrown by `run` when every task waits and nothing is left that could wake one.
struct deadlock_error : std::logic_error {
  deadlock_error() : std::logic_error("async::run: every task waits, and nothing is left that could wake one") {}
};

namespace detail {

/// Whether \p error is a `cancelled_error`.
inline bool is_cancellation(const std::exception_ptr &error) noexcept {
#ifdef __GLIBCXX__
  // Throwing it again to look costs a microsecond, and a stop reaches a million tasks at once.
  if (error && *error.__cxa_exception_type() == typeid(cancelled_error))
    return true;
#endif
  try {
    if (error)
      std::rethrow_exception(error);
  } catch (const cancelled_error &) {
    return true;
  } catch (...) {
  }
  return false;
}

inline std::string text_of(const std::exception_ptr &error) {
  try {
    if (error)
      std::rethrow_exception(error);
    return "no error";
  } catch (const std::exception &known) {
    return known.what();
  } catch (...) {
    return "an exception that is no std::exception";
  }
}

} // namespace detail

/// Thrown by `with_task_group` when anything in the group failed: all errors, in the order in which they occurred, the
/// body's among them. Never empty, also with one error only, so that there is one way to catch it. A group in a group
/// stays a group.
class exception_group : public std::exception {
public:
  explicit exception_group(std::vector<std::exception_ptr> errors) : errors_(std::move(errors)) {
    text_ = std::to_string(errors_.size()) + (errors_.size() == 1 ? " error" : " errors") + " in a task group";
    const char *separator = ": ";
    for (const std::exception_ptr &error : errors_) {
      text_ += separator + detail::text_of(error);
      separator = "; ";
    }
  }

  const std::vector<std::exception_ptr> &exceptions() const noexcept { return errors_; }
  const char *what() const noexcept override { return text_.c_str(); }

private:
  std::vector<std::exception_ptr> errors_;
  std::string text_;
};

} // namespace async
