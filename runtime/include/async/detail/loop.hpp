#pragma once
#include <async/detail/scope.hpp>
#include <async/diagnostics.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <coroutine>
#include <cstdlib>
#include <exception>
#include <optional>
#include <source_location>
#include <string>
#include <thread>

namespace async {

namespace asio = boost::asio;

namespace detail {
class loop;
class frame;
} // namespace detail

/// The time of a run for tests (`run_options::clock`): it stands still while anything can run and jumps to the next
/// deadline when nothing can, as Trio's autojump clock. It does not jump while `to_thread` works; I/O that is not ready
/// at once counts as waiting, so a deadline over a silent socket passes without a delay. It starts at the time at which
/// it is made.
class virtual_clock {
public:
  std::chrono::steady_clock::time_point now() const noexcept { return now_; }
  std::chrono::nanoseconds elapsed() const noexcept { return now_ - start_; }

private:
  friend class detail::loop;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point now_ = start_;
};

/// How `run` runs.
struct run_options {
  /// Reports slow steps, tasks that were never awaited and tasks alive at the end (see `diagnostic_kind`).
  bool debug = false;
  /// In debug mode, a step that takes longer is reported.
  std::chrono::milliseconds slow_step{100};
  /// The time of the run; the computer's own when there is none. Outlives the run, and may be used for one run after
  /// another.
  virtual_clock *clock = nullptr;
};

namespace detail {

/// The loop that this thread runs, and the scope of the coroutine that runs just now.
inline constinit thread_local loop *running = nullptr;
inline constinit thread_local scope *here = nullptr;

/// Called when a task that no coroutine awaits has finished.
class completion {
public:
  /// Returns who is to run next, if anybody. The child is suspended for good, and may be looked at, but is still on the
  /// stack: it is not destroyed from here.
  virtual frame *finished(frame &child) noexcept = 0;

protected:
  ~completion() = default;
};

/// What the runtime knows of a coroutine; the base of all promises. As a member of the list of what is ready it needs
/// no allocation to be resumed.
class frame : public member_of<frame> {
public:
  enum class state : unsigned char { made, started, finished };

  /// The coroutine itself.
  std::coroutine_handle<> self;
  /// Who awaits it: another coroutine, or a completion, or nobody.
  frame *parent = nullptr;
  completion *whole = nullptr;
  /// What it runs in, from its start.
  scope *within = nullptr;
  std::exception_ptr error;
  /// Who owns it, when it is a generator; the one task of `next()` that there is only borrows it.
  frame **holder = nullptr;
  /// Where it is defined, until it awaits something; then where it did so last.
  std::source_location where;
  state progress = state::made;
  /// A coroutine of the runtime itself, whose lines say nothing to a user.
  bool internal = false;
  /// A generator whose `next()` somebody has.
  bool lent = false;

  void begin(scope &scope) noexcept {
    progress = state::started;
    within = &scope;
  }

  frame *finish() noexcept {
    progress = state::finished;
    return whole ? whole->finished(*this) : parent;
  }

  std::source_location user_location() const noexcept {
    const frame *nearest = this;
    while (nearest->internal && nearest->parent)
      nearest = nearest->parent;
    return nearest->where;
  }

protected:
  ~frame() = default;
};

/// Work that no scope of code owns: made by `create_task`, `background_tasks` or `task_group`.
class unowned : public member_of<unowned> {
public:
  /// It has finished and left its owner.
  virtual void release() noexcept = 0;
  /// Destroys what is left of it.
  virtual void abandon() noexcept = 0;
  virtual std::source_location location() const noexcept = 0;

protected:
  ~unowned() = default;
};

[[noreturn]] inline void wrong_thread() noexcept {
  std::fputs("async: a task was woken on a thread that does not run its loop; use asio::post to get there\n", stderr);
  std::abort();
}

/// The event loop of one `run`, on one thread. What is ready is in a list; time is one heap of deadlines with at most
/// one timer of Asio armed, and that only when nothing is ready; everything else is Asio's. Asio is asked for news
/// every 64 steps, because asking is a system call.
class loop {
public:
  explicit loop(const run_options &options) : options_(options), timer_(io) { running = this; }

  ~loop() {
    while (!alive.empty())
      alive.pop_front().abandon();
    bury();
    here = nullptr;
    running = nullptr;
  }

  loop(const loop &) = delete;
  loop &operator=(const loop &) = delete;

  asio::io_context io{1};
  /// What `run` was given, and what `create_task` and `background_tasks` start.
  scope main_scope{nullptr};
  scope unowned_scope{nullptr};
  list<unowned, unowned> alive;
  list<unowned, unowned> finished;
  deadlines waits;
  /// Jobs that `to_thread` waits for.
  std::size_t jobs = 0;

  void make_ready(frame &next) noexcept { ready_.push_back(next); }
  void make_next(frame &next) noexcept { ready_.push_front(next); }

  bool debug() const noexcept { return options_.debug; }
  time_point now() const noexcept { return options_.clock ? options_.clock->now() : std::chrono::steady_clock::now(); }

  asio::thread_pool &pool() {
    if (!pool_)
      pool_.emplace(std::min(32U, std::thread::hardware_concurrency() + 4));
    return *pool_;
  }

  /// Runs until \p done. Throws `deadlock_error` when that cannot happen any more, even after everything has been asked
  /// to stop.
  void drive(const bool &done) {
    constexpr int steps_per_poll = 64;
    while (!done) {
      for (int steps = 0; steps < steps_per_poll && !done && !ready_.empty(); ++steps)
        step(ready_.pop_front());
      bury();
      if (done)
        return;
      if (!waits.empty())
        waits.pass(now());
      if (ready_.empty())
        wait();
      else
        look();
    }
  }

  /// Asks what is still alive to stop and runs it to its end.
  void shut_down() {
    if (alive.empty())
      return;
    if (debug())
      for (unowned *each = alive.first(); each; each = alive.next(*each))
        report({diagnostic_kind::alive_at_end, each->location(), "a task is still alive at the end of run"});
    unowned_scope.request_stop();
    while (!alive.empty()) {
      all_finished_ = false;
      drive(all_finished_);
    }
  }

  /// One of `alive` has ended.
  void ended(unowned &one) noexcept {
    one.member_of<unowned>::unlink();
    finished.push_back(one);
    all_finished_ = alive.empty();
  }

  void stop_everything() noexcept {
    main_scope.request_stop();
    unowned_scope.request_stop();
  }

  bool deadlocked() const noexcept { return deadlocked_; }
  const std::exception_ptr &handler_error() const noexcept { return handler_error_; }

private:
  void step(frame &next) {
    here = next.within;
    if (!options_.debug)
      return next.self.resume();
    const std::source_location where = next.user_location();
    const time_point start = std::chrono::steady_clock::now();
    next.self.resume();
    const nanoseconds took = std::chrono::steady_clock::now() - start;
    if (took > options_.slow_step)
      report({diagnostic_kind::slow_step, where,
              "the step that starts here held the loop for " +
                  std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()) + " ms",
              took});
  }

  void bury() noexcept {
    while (!finished.empty())
      finished.pop_front().release();
  }

  /// Handlers of the user run inside Asio, and what they throw ends the run.
  template <class Ask> std::size_t ask(Ask question) {
    here = nullptr;
    try {
      return question();
    } catch (...) {
      if (!handler_error_)
        handler_error_ = std::current_exception();
      stop_everything();
      return 1;
    }
  }

  void wait() {
    if (options_.clock && jobs == 0 && !waits.empty()) {
      if (look() == 0 && ready_.empty())
        options_.clock->now_ = std::max(options_.clock->now_, waits.earliest());
      return;
    }
    arm();
    const bool certain = jobs > 0 || !waits.empty(); // That something will come.
    if (!certain)
      working_.reset();
    const std::size_t handled = ask([this] { return io.run_one(); });
    if (!certain)
      working_.emplace(io.get_executor());
    if (io.stopped()) {
      io.restart();
      if (certain)
        stop_everything();
    }
    if (handled != 0)
      return;
    deadlocked_ = !certain;
    stop_everything();
    if (deadlocked_ && ready_.empty())
      throw deadlock_error();
  }

  /// Lets Asio do what it can at once.
  std::size_t look() {
    const std::size_t handled = ask([this] { return io.poll(); });
    if (io.stopped()) { // Nobody but the user stops it while there is work.
      io.restart();
      stop_everything();
    }
    return handled;
  }

  void arm() {
    if (options_.clock)
      return;
    if (waits.empty() && armed_ != time_point::max()) {
      timer_.cancel();
      armed_ = time_point::max();
    } else if (!waits.empty() && waits.earliest() < armed_) {
      armed_ = waits.earliest();
      timer_.expires_at(armed_);
      timer_.async_wait([this](boost::system::error_code error) {
        if (!error)
          armed_ = time_point::max();
      });
    }
  }

  run_options options_;
  // While a task can run there is something to come, whatever Asio knows of.
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> working_{io.get_executor()};
  asio::steady_timer timer_;
  time_point armed_ = time_point::max();
  list<frame, frame> ready_;
  bool all_finished_ = false;
  bool deadlocked_ = false;
  std::exception_ptr handler_error_;
  std::optional<asio::thread_pool> pool_;
};

/// The loop of this thread, for the call named \p call.
inline loop &loop_for(const char *call) {
  if (!running)
    throw std::logic_error(std::string(call) + ": called outside of async::run");
  return *running;
}

/// Every suspension starts with this.
inline void checkpoint() {
  if (here && here->stopped())
    throw cancelled_error();
}

// How one coroutine hands over to another. With guaranteed tail calls (Clang in all modes, GCC from 15) by symmetric
// transfer. Elsewhere a transfer is a call that is a tail call when the optimiser likes, so a long loop of ready awaits
// would grow the stack: there the next one is put first in the list of what is ready, and the loop resumes it.
#if defined(__clang__) || __GNUC__ >= 15
using transfer = std::coroutine_handle<>;
inline transfer continue_with(frame &next) noexcept {
  here = next.within;
  return next.self;
}
inline transfer to_the_loop() noexcept { return std::noop_coroutine(); }
#else
using transfer = void;
inline void continue_with(frame &next) noexcept {
  if (!running)
    wrong_thread();
  running->make_next(next);
}
inline void to_the_loop() noexcept {}
#endif

/// The base of the runtime's own awaiters: coroutines that await one are not the user's.
struct leaf {};

/// A suspended task in the queue of a primitive. It leaves everything when it is destroyed.
class waiter : public member_of<waiter>, public stoppable {
public:
  /// Suspends \p who until `wake`, or until a stop of the scope it runs in.
  void park(frame &who) noexcept {
    who_ = &who;
    who.within->add(*this);
  }

  /// Once; when what it waited for and a stop come together, the first one counts.
  void wake() noexcept {
    frame *const who = std::exchange(who_, nullptr);
    if (!who)
      return;
    member_of<waiter>::unlink();
    member_of<stoppable>::unlink();
    if (!running)
      wrong_thread();
    running->make_ready(*who);
  }

  void stop(stop_batch &) noexcept override {
    stopped_ = true;
    wake();
  }

  /// Wakes it because what it waits for is destroyed.
  void fail() noexcept {
    failed_ = true;
    wake();
  }

protected:
  ~waiter() = default;

  /// For `await_resume`.
  void throw_if_stopped() const {
    if (stopped_)
      throw cancelled_error();
    if (failed_)
      throw std::logic_error("async: what a task waited for was destroyed");
  }

  bool stopped_ = false;
  bool failed_ = false;

private:
  frame *who_ = nullptr; // While it is suspended.
};
using wait_list = list<waiter, waiter>;

} // namespace detail

/// The Asio context of the loop that this thread runs: make sockets, timers and signal sets on it. Throws
/// `std::logic_error` outside of `run`.
inline asio::io_context &this_loop() { return detail::loop_for("async::this_loop").io; }

} // namespace async
