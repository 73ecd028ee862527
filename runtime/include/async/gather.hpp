#pragma once
#include <async/task.hpp>
#include <cstddef>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace async {

/// How a task ended: with a value, with an error, or by a stop (folly's `Try`, with the third case told apart).
template <class T> class outcome {
public:
  explicit outcome(wrap_void_t<T> value) : content_(std::in_place_index<0>, std::move(value)) {}
  explicit outcome(std::exception_ptr error)
      : content_(std::in_place_index<1>, error), cancelled_(detail::is_cancellation(error)) {}

  bool has_value() const noexcept { return content_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  /// Whether it ended by a stop; `error()` is a `cancelled_error` then.
  bool cancelled() const noexcept { return cancelled_; }

  /// The value; throws the error when there is none.
  wrap_void_t<T> &value() & {
    throw_error();
    return std::get<0>(content_);
  }
  const wrap_void_t<T> &value() const & {
    throw_error();
    return std::get<0>(content_);
  }
  wrap_void_t<T> &&value() && {
    throw_error();
    return std::get<0>(std::move(content_));
  }
  /// The error; null when there is a value.
  std::exception_ptr error() const noexcept { return has_value() ? nullptr : std::get<1>(content_); }

private:
  void throw_error() const {
    if (!has_value())
      std::rethrow_exception(std::get<1>(content_));
  }

  std::variant<wrap_void_t<T>, std::exception_ptr> content_;
  bool cancelled_ = false;
};

namespace detail {

/// Runs several children at once in a scope of their own, and waits for all of them, whatever happens. A child costs no
/// allocation: its result and error stay in its coroutine until all have ended.
class gathering : public scope, public completion, public leaf {
public:
  enum class failure { stops_all, settles };

  explicit gathering(failure policy) noexcept : scope(here), policy_(policy) {}

  void add(frame &child) {
    ++left_;
    launch(child, *this, *this);
  }

  bool await_ready() const noexcept { return left_ == 0; }
  template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) noexcept {
    waiting_ = &self.promise();
  }
  void await_resume() const {
    if (error_)
      std::rethrow_exception(error_);
    if (cancelled_ && parent()->stopped())
      throw cancelled_error();
  }

protected:
  ~gathering() = default;
  bool failed() const noexcept { return error_ != nullptr; }

  frame *finished(frame &child) noexcept override {
    if (child.error)
      note(child);
    return --left_ == 0 ? std::exchange(waiting_, nullptr) : nullptr;
  }

private:
  void note(frame &child) noexcept {
    const bool cancellation = is_cancellation(child.error);
    cancelled_ = cancelled_ || cancellation;
    if (policy_ == failure::settles)
      return;
    // The first error decides, but no stop hides an error. What comes after it goes to nobody else.
    if (!error_ || (!cancellation && is_cancellation(error_)))
      error_ = child.error;
    else if (!cancellation)
      report_unseen(child.user_location(), child.error);
    request_stop();
  }

  const failure policy_;
  std::size_t left_ = 0;
  bool cancelled_ = false;
  std::exception_ptr error_;
  frame *waiting_ = nullptr;
};

class full_gathering final : public gathering {
public:
  using gathering::gathering;
};

/// The same with at most \p limit children at a time. The others have not started, and do not when one has failed.
template <class T> class bounded_gathering final : public gathering {
public:
  bounded_gathering(std::size_t limit, std::vector<task<T>> &children)
      : gathering(failure::stops_all), children_(children) {
    while (next_ < limit && next_ < children.size())
      start_next();
  }

private:
  void start_next() { add(*task_access<T>::get(children_[next_++])); }

  frame *finished(frame &child) noexcept override {
    if (next_ < children_.size() && !child.error && !failed())
      start_next();
    frame *waiting = gathering::finished(child);
    if (waiting)
      skip();
    return waiting;
  }

  /// That the rest never ran is what was asked for.
  void skip() noexcept {
    for (; next_ < children_.size(); ++next_)
      if (frame &child = *task_access<T>::get(children_[next_]); !child.holder)
        child.progress = frame::state::finished;
  }

  std::vector<task<T>> &children_;
  std::size_t next_ = 0;
};

template <class T> outcome<T> outcome_of(result<T> &from) {
  return from.error ? outcome<T>(from.error) : outcome<T>(take_value(from));
}

template <class T> void check_all(const char *call, const std::vector<task<T>> &children) {
  for (const task<T> &child : children)
    result_of(child, call);
}

template <class T> std::vector<wrap_void_t<T>> values_of(std::vector<task<T>> &children) {
  std::vector<wrap_void_t<T>> values;
  values.reserve(children.size());
  for (task<T> &child : children)
    values.push_back(take_value(result_of(child, "")));
  return values;
}

} // namespace detail

/// Runs all \p children at once. When all have ended, gives their values in order. The first error asks the others to
/// stop, and is thrown when they have; an error of another one in the meantime goes to the diagnostic handler. (folly's
/// `collectAll`; asyncio's `gather` leaves the others running.) Without children it gives an empty tuple at once.
template <class... T> task<std::tuple<wrap_void_t<T>...>> gather(task<T>... children) {
  (detail::result_of(children, "async::gather"), ...);
  detail::full_gathering all(detail::gathering::failure::stops_all);
  (all.add(*detail::task_access<T>::get(children)), ...);
  co_await all;
  co_return std::tuple<wrap_void_t<T>...>{detail::take_value(*detail::task_access<T>::get(children))...};
}

template <class T> task<std::vector<wrap_void_t<T>>> gather(std::vector<task<T>> children) {
  detail::check_all("async::gather", children);
  detail::full_gathering all(detail::gathering::failure::stops_all);
  for (task<T> &child : children)
    all.add(*detail::task_access<T>::get(child));
  co_await all;
  co_return detail::values_of(children);
}

/// Runs all \p children at once and gives the outcome of each: one that fails leaves the others alone. When everything
/// around is asked to stop, that stops the children, and `cancelled_error` is thrown unless all of them ended in
/// another way.
template <class... T> task<std::tuple<outcome<T>...>> gather_settled(task<T>... children) {
  (detail::result_of(children, "async::gather_settled"), ...);
  detail::full_gathering all(detail::gathering::failure::settles);
  (all.add(*detail::task_access<T>::get(children)), ...);
  co_await all;
  co_return std::tuple<outcome<T>...>{detail::outcome_of(*detail::task_access<T>::get(children))...};
}

template <class T> task<std::vector<outcome<T>>> gather_settled(std::vector<task<T>> children) {
  detail::check_all("async::gather_settled", children);
  detail::full_gathering all(detail::gathering::failure::settles);
  for (task<T> &child : children)
    all.add(*detail::task_access<T>::get(child));
  co_await all;
  std::vector<outcome<T>> outcomes;
  outcomes.reserve(children.size());
  for (task<T> &child : children)
    outcomes.push_back(detail::outcome_of(*detail::task_access<T>::get(child)));
  co_return outcomes;
}

namespace detail {
template <class T> task<std::vector<wrap_void_t<T>>> gather_at_most(std::size_t limit, std::vector<task<T>> children) {
  check_all("async::gather_bounded", children);
  bounded_gathering<T> all(limit, children);
  co_await all;
  co_return values_of(children);
}
} // namespace detail

/// As `gather`, with at most \p limit of the children at work at any time. Throws `std::invalid_argument` when \p limit
/// is zero.
template <class T> task<std::vector<wrap_void_t<T>>> gather_bounded(std::size_t limit, std::vector<task<T>> children) {
  if (limit == 0)
    throw std::invalid_argument("async::gather_bounded: a limit of zero lets nothing run");
  return detail::gather_at_most(limit, std::move(children));
}

} // namespace async
