// A runtime that really runs, as small as it can be: one thread, and a clock that jumps to the next timer. Its interface is a
// part of the reference runtime's, so that fixes in its vocabulary can be compiled and run.
#pragma once
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace async {

template <class T> struct wrap_void {
  using type = T;
};
template <> struct wrap_void<void> {
  using type = std::monostate;
};
template <class T> using wrap_void_t = typename wrap_void<T>::type;
template <class T = void> class task;

namespace detail {

struct timer {
  std::chrono::nanoseconds due;
  std::size_t order;
  std::coroutine_handle<> waiting;
  bool operator<(const timer &other) const { return std::tie(other.due, other.order) < std::tie(due, order); }
};
inline std::priority_queue<timer> timers;
inline std::chrono::nanoseconds now{0};
inline std::size_t order = 0;

struct promise_base {
  std::coroutine_handle<> continuation = std::noop_coroutine();
  std::exception_ptr error;

  struct final_awaiter {
    bool await_ready() noexcept { return false; }
    template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> self) noexcept {
      return self.promise().continuation;
    }
    void await_resume() noexcept {}
  };
  std::suspend_always initial_suspend() noexcept { return {}; }
  final_awaiter final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }
};

template <class T> struct promise : promise_base {
  std::optional<T> value;
  task<T> get_return_object();
  template <class U> void return_value(U &&given) { value.emplace(std::forward<U>(given)); }
  T take() {
    if (error)
      std::rethrow_exception(error);
    return std::move(*value);
  }
};
template <> struct promise<void> : promise_base {
  task<void> get_return_object();
  void return_void() {}
  void take() {
    if (error)
      std::rethrow_exception(error);
  }
};

} // namespace detail

template <class T> class [[nodiscard]] task {
public:
  using promise_type = detail::promise<T>;
  using value_type = T;
  explicit task(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  task(task &&other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
  task &operator=(task &&other) noexcept {
    std::swap(handle, other.handle);
    return *this;
  }
  ~task() {
    if (handle)
      handle.destroy();
  }

  auto operator co_await() && noexcept {
    struct awaiter {
      std::coroutine_handle<promise_type> handle;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
        handle.promise().continuation = caller;
        return handle;
      }
      T await_resume() { return handle.promise().take(); }
    };
    return awaiter{handle};
  }
  void start() { handle.resume(); }
  bool done() const { return handle.done(); }
  T take() { return handle.promise().take(); }

private:
  std::coroutine_handle<promise_type> handle;
};

template <class T> task<T> detail::promise<T>::get_return_object() {
  return task<T>(std::coroutine_handle<promise<T>>::from_promise(*this));
}
inline task<void> detail::promise<void>::get_return_object() {
  return task<void>(std::coroutine_handle<promise<void>>::from_promise(*this));
}

inline task<void> sleep_for(std::chrono::nanoseconds duration) {
  struct awaiter {
    std::chrono::nanoseconds duration;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
      detail::timers.push({detail::now + duration, detail::order++, waiting});
    }
    void await_resume() const noexcept {}
  };
  co_await awaiter{duration};
}

template <class T> T run(task<T> main) {
  main.start();
  while (!main.done()) {
    auto next = detail::timers.top();
    detail::timers.pop();
    detail::now = next.due;
    next.waiting.resume();
  }
  return main.take();
}

/// At most \p limit of the tasks at a time; the results in the order of the tasks, the first error when all have ended.
template <class T> task<std::vector<wrap_void_t<T>>> gather_bounded(std::size_t limit, std::vector<task<T>> tasks) {
  struct state {
    std::vector<task<T>> tasks;
    std::vector<std::optional<wrap_void_t<T>>> values;
    std::exception_ptr error;
    std::size_t next = 0, working = 0;
    std::coroutine_handle<> waiting;
  } shared{std::move(tasks), {}, nullptr, 0, 0, nullptr};
  shared.values.resize(shared.tasks.size());
  auto work = [](state &shared) -> task<void> {
    while (shared.next < shared.tasks.size()) {
      const std::size_t mine = shared.next++;
      try {
        if constexpr (std::is_void_v<T>) {
          co_await std::move(shared.tasks[mine]);
          shared.values[mine].emplace();
        } else {
          shared.values[mine].emplace(co_await std::move(shared.tasks[mine]));
        }
      } catch (...) {
        if (!shared.error)
          shared.error = std::current_exception();
      }
    }
    // Not from here: who waits destroys the workers, and this one still runs.
    if (--shared.working == 0 && shared.waiting)
      detail::timers.push({detail::now, detail::order++, shared.waiting});
  };
  std::vector<task<void>> workers;
  for (std::size_t i = 0; i < limit && i < shared.tasks.size(); ++i)
    workers.push_back(work(shared));
  shared.working = workers.size();
  for (auto &worker : workers)
    worker.start();
  struct all_done {
    state &shared;
    bool await_ready() const noexcept { return shared.working == 0; }
    void await_suspend(std::coroutine_handle<> waiting) noexcept { shared.waiting = waiting; }
    void await_resume() const noexcept {}
  };
  co_await all_done{shared};
  if (shared.error)
    std::rethrow_exception(shared.error);
  std::vector<wrap_void_t<T>> results;
  results.reserve(shared.values.size());
  for (auto &value : shared.values)
    results.push_back(std::move(*value));
  co_return results;
}

template <class T> task<std::vector<wrap_void_t<T>>> gather(std::vector<task<T>> tasks) {
  const std::size_t count = tasks.size();
  return gather_bounded(count, std::move(tasks));
}

} // namespace async
