#pragma once
#include <async/task.hpp>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>

namespace async {

/// See `to_thread`.
struct abandon_on_cancel_t {};
inline constexpr abandon_on_cancel_t abandon_on_cancel{};

namespace detail {

/// Whether the callable takes a `std::stop_token` before its arguments.
template <class F, class... A> inline constexpr bool takes_stop_token = std::is_invocable_v<F, std::stop_token, A...>;

template <class F, class... A> struct offloaded {};
template <class F, class... A>
  requires(std::is_invocable_v<F, A...> && !takes_stop_token<F, A...>)
struct offloaded<F, A...> {
  using type = std::invoke_result_t<F, A...>;
};
template <class F, class... A>
  requires takes_stop_token<F, A...>
struct offloaded<F, A...> {
  using type = std::invoke_result_t<F, std::stop_token, A...>;
};
template <class F, class... A> using offloaded_t = typename offloaded<std::decay_t<F>, std::decay_t<A>...>::type;

/// What a thread and the task that waits for it share.
class job_base {
public:
  explicit job_base(loop &owner) : loop_(&owner), working_(asio::make_work_guard(owner.io)) { ++owner.jobs; }
  virtual ~job_base() = default;

  /// The thread has ended; lets the loop know, unless nobody waits there any more.
  void finish(std::shared_ptr<job_base> self) {
    const std::lock_guard lock(mutex_);
    if (loop_)
      asio::post(loop_->io, [job = std::move(self)] { job->arrived(); });
    ended_ = true;
    ended_.notify_all();
  }

  /// On the loop: nobody waits for the thread any more.
  void forget() {
    const std::lock_guard lock(mutex_);
    leave();
  }
  void wait_for_thread() const noexcept { ended_.wait(false); }

  std::stop_source stop;
  waiter *waiting = nullptr; // Of the loop alone.
  bool done = false;         // Of the loop alone.

private:
  void arrived() {
    done = true;
    forget();
    if (waiting)
      waiting->wake();
  }
  void leave() {
    if (!loop_)
      return;
    --loop_->jobs;
    working_.reset();
    loop_ = nullptr;
  }

  std::mutex mutex_;
  loop *loop_;
  asio::executor_work_guard<asio::io_context::executor_type> working_;
  std::atomic<bool> ended_{false};
};

template <class R, class F, class... A> class job final : public job_base {
public:
  job(loop &owner, F function, std::tuple<A...> arguments)
      : job_base(owner), function_(std::move(function)), arguments_(std::move(arguments)) {}

  /// On the thread.
  static void work(std::shared_ptr<job> self) {
    self->call();
    self->finish(self);
  }

  R take() {
    if (error_) // Not kept here: the thread may be the last to let go of this.
      std::rethrow_exception(std::exchange(error_, nullptr));
    if (!ran_)
      throw cancelled_error();
    if constexpr (!std::is_void_v<R>)
      return std::move(*value_);
  }
  bool failed() const noexcept { return error_ != nullptr; }

private:
  void call() noexcept {
    if (stop.stop_requested()) // It waited for a thread until nobody wanted it.
      return;
    ran_ = true;
    try {
      auto call = [this](A &...arguments) -> R {
        if constexpr (takes_stop_token<F, A...>)
          return std::invoke(std::move(function_), stop.get_token(), std::move(arguments)...);
        else
          return std::invoke(std::move(function_), std::move(arguments)...);
      };
      if constexpr (std::is_void_v<R>)
        std::apply(call, arguments_);
      else
        value_.emplace(std::apply(call, arguments_));
    } catch (...) {
      error_ = std::current_exception();
    }
  }

  F function_;
  std::tuple<A...> arguments_;
  bool ran_ = false;
  std::optional<wrap_void_t<R>> value_;
  std::exception_ptr error_;
};

enum class on_stop { wait, abandon };

template <class Job> class offloading final : public waiter, public leaf {
public:
  offloading(std::shared_ptr<Job> job, on_stop how) noexcept : job_(std::move(job)), how_(how) {}
  ~offloading() {
    if (!job_ || !job_->waiting)
      return;
    // Destroyed while the thread works with what its caller owns.
    job_->waiting = nullptr;
    job_->stop.request_stop();
    job_->forget();
    if (how_ == on_stop::wait)
      job_->wait_for_thread();
  }

  bool await_ready() const noexcept { return false; }
  template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) {
    if (how_ == on_stop::wait)
      asio::post(running->pool(), [job = job_] { Job::work(job); });
    else
      std::thread([job = job_] { Job::work(job); }).detach();
    job_->waiting = this;
    park(self.promise());
  }
  decltype(auto) await_resume() {
    job_->waiting = nullptr;
    if (stopped_ && (!job_->done || !job_->failed()))
      throw cancelled_error();
    return job_->take();
  }

  void stop(stop_batch &later) noexcept override {
    stopped_ = true;
    later.push_back(job_->stop);
    if (how_ == on_stop::wait)
      return;
    job_->forget();
    wake();
  }

private:
  std::shared_ptr<Job> job_;
  const on_stop how_;
};

template <class R, class F, class... A> task<R> offload(on_stop how, F function, std::tuple<A...> arguments) {
  using job_type = job<R, F, A...>;
  checkpoint();
  offloading<job_type> working(
      std::make_shared<job_type>(loop_for("async::to_thread"), std::move(function), std::move(arguments)), how);
  co_return co_await working;
}

} // namespace detail

/// Calls \p function with copies of \p arguments on a thread of the run's pool, and gives its result or throws its
/// error. A callable that takes a `std::stop_token` first is given one, and may end early when the scope is stopped.
///
/// A stop waits for the thread, because it works with what its caller owns; then `cancelled_error` is thrown, or the
/// function's own error. A function that has not started by then does not. When the awaiting coroutine is destroyed,
/// that blocks until the thread is done.
template <class F, class... A> auto to_thread(F &&function, A &&...arguments) -> task<detail::offloaded_t<F, A...>> {
  return detail::offload<detail::offloaded_t<F, A...>>(detail::on_stop::wait,
                                                       std::decay_t<F>(std::forward<F>(function)),
                                                       std::tuple<std::decay_t<A>...>(std::forward<A>(arguments)...));
}

/// The same, but a stop leaves the function alone with its thread, whose result nobody will see. It gets a thread of
/// its own, and may run longer than `run`: it must own everything it works with.
template <class F, class... A>
auto to_thread(abandon_on_cancel_t, F &&function, A &&...arguments) -> task<detail::offloaded_t<F, A...>> {
  return detail::offload<detail::offloaded_t<F, A...>>(detail::on_stop::abandon,
                                                       std::decay_t<F>(std::forward<F>(function)),
                                                       std::tuple<std::decay_t<A>...>(std::forward<A>(arguments)...));
}

} // namespace async
