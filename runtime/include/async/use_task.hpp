#pragma once
#include <async/task.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace async {

/// A completion token: `co_await socket.async_read_some(buffer, async::use_task)`. Every operation of Asio, and of what
/// is built on it, becomes a task that starts when it is awaited. An error code is thrown as
/// `boost::system::system_error`; one value is given as itself, several as a tuple.
///
/// A stop of the scope cancels the operation by its cancellation slot and waits for its end, because it works with the
/// caller's buffers; it then throws `cancelled_error`, or gives the result of an operation that was finished all the
/// same.
struct use_task_t {};
inline constexpr use_task_t use_task{};

namespace detail {

/// How the arguments of a completion handler become a result.
template <class... A> struct completion_result {
  static void throw_error(std::tuple<A...> &) {}
  static constexpr std::size_t errors = 0;
};
template <class... A> struct completion_result<boost::system::error_code, A...> {
  static void throw_error(std::tuple<boost::system::error_code, A...> &all) {
    if (std::get<0>(all))
      throw boost::system::system_error(std::get<0>(all));
  }
  static constexpr std::size_t errors = 1;
};
template <class... A> struct completion_result<std::exception_ptr, A...> {
  static void throw_error(std::tuple<std::exception_ptr, A...> &all) {
    if (std::get<0>(all))
      std::rethrow_exception(std::get<0>(all));
  }
  static constexpr std::size_t errors = 1;
};

template <std::size_t Errors, class... A> auto value_part(std::tuple<A...> &&all) {
  constexpr std::size_t count = sizeof...(A) - Errors;
  if constexpr (count == 0)
    return;
  else if constexpr (count == 1)
    return std::get<Errors>(std::move(all));
  else
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return std::tuple(std::get<Errors + I>(std::move(all))...);
    }(std::make_index_sequence<count>());
}
template <class... A>
using completion_value = decltype(value_part<completion_result<A...>::errors>(std::declval<std::tuple<A...>>()));

/// What an operation and the task that waits for it share: the operation may end after the task was destroyed.
template <class... A> struct operation_state {
  waiter *waiting = nullptr;
  std::optional<std::tuple<A...>> arguments;
  asio::cancellation_signal signal;
  asio::io_context *context = nullptr;
};

template <class... A> class operation_handler {
public:
  using executor_type = asio::io_context::executor_type;
  using cancellation_slot_type = asio::cancellation_slot;

  explicit operation_handler(std::shared_ptr<operation_state<A...>> state) noexcept : state_(std::move(state)) {}
  operation_handler(operation_handler &&) noexcept = default;
  operation_handler &operator=(operation_handler &&) noexcept = default;
  /// An operation that goes without calling anybody is an error of the operation, and must not leave the task waiting.
  ~operation_handler() {
    if (state_)
      wake();
  }

  executor_type get_executor() const noexcept { return state_->context->get_executor(); }
  cancellation_slot_type get_cancellation_slot() const noexcept { return state_->signal.slot(); }

  void operator()(A... arguments) {
    state_->arguments.emplace(std::move(arguments)...);
    wake();
    state_.reset();
  }

private:
  void wake() noexcept {
    if (waiter *waiting = std::exchange(state_->waiting, nullptr))
      waiting->wake();
  }

  std::shared_ptr<operation_state<A...>> state_;
};

template <class Start, class... A> class operation final : public waiter, public leaf {
public:
  explicit operation(Start &start) noexcept : start_(start) {}
  ~operation() {
    if (!state_ || !state_->waiting)
      return;
    state_->waiting = nullptr;
    state_->signal.emit(asio::cancellation_type::all);
  }

  bool await_ready() const {
    checkpoint();
    return false;
  }
  template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) {
    state_ = std::make_shared<operation_state<A...>>();
    state_->context = &running->io;
    state_->waiting = this;
    park(self.promise());
    try {
      start_(operation_handler<A...>(state_));
    } catch (...) {
      state_->waiting = nullptr;
      member_of<stoppable>::unlink();
      throw;
    }
  }
  completion_value<A...> await_resume() {
    if (!state_->arguments)
      throw boost::system::system_error(asio::error::broken_pipe, "async::use_task: the operation never completed");
    try {
      completion_result<A...>::throw_error(*state_->arguments);
    } catch (const boost::system::system_error &error) {
      if (stopped_ && error.code() == asio::error::operation_aborted)
        throw cancelled_error();
      throw;
    }
    return value_part<completion_result<A...>::errors>(std::move(*state_->arguments));
  }

  void stop(stop_batch &) noexcept override {
    stopped_ = true;
    state_->signal.emit(asio::cancellation_type::all);
  }

private:
  Start &start_;
  std::shared_ptr<operation_state<A...>> state_;
};

/// \p initiate with \p arguments, as a task.
template <class... A, class Initiation, class... Arguments>
task<completion_value<A...>> operate(Initiation initiate, Arguments... arguments) {
  auto start = [&](operation_handler<A...> handler) {
    std::move(initiate)(std::move(handler), std::move(arguments)...);
  };
  operation<decltype(start), A...> working(start);
  co_return co_await working;
}

} // namespace detail
} // namespace async

template <class... A> class boost::asio::async_result<async::use_task_t, void(A...)> {
public:
  using return_type = async::task<async::detail::completion_value<std::decay_t<A>...>>;

  template <class Initiation, class... Arguments>
  static return_type initiate(Initiation initiation, async::use_task_t, Arguments... arguments) {
    return async::detail::operate<std::decay_t<A>...>(std::move(initiation), std::move(arguments)...);
  }
};
