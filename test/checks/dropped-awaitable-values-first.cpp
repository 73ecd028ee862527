// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Durations, enumerators and numbers that a free operator makes awaitable stay values; a timer type does not.
#include <chrono>
#include <coroutine>
#include <string>

using namespace std::chrono_literals;

enum class lane { loop, pool };
struct timer_awaiter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};
template <class R, class P> timer_awaiter operator co_await(std::chrono::duration<R, P>);
timer_awaiter operator co_await(lane);

template <class T> struct job {
  struct promise_type {
    job get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T);
    void unhandled_exception();
  };
  struct awaiter {
    bool await_ready() noexcept;
    void await_suspend(std::coroutine_handle<>) noexcept;
    T await_resume();
  };
  awaiter operator co_await() &&;
};

std::chrono::milliseconds remaining(int job);
lane switch_lane(lane to);
timer_awaiter after(std::chrono::milliseconds d);
struct stopwatch {
  std::chrono::milliseconds elapsed() const;
  std::chrono::milliseconds restart();
  std::chrono::seconds limit = 30s;
};

job<int> poll(int id, stopwatch &watch) {
  auto budget = 5s;
  const auto home = lane::loop;
  remaining(id);
  watch.restart();
  switch_lane(lane::pool);
  after(10ms); // expect: async-dropped-awaitable // expect-fix: co_await after(10ms);
  auto pause = after(20ms); // expect: async-dropped-awaitable
  std::chrono::milliseconds left = remaining(id);
  for (auto step = 1ms; step < 8ms; step *= 2)
    co_await step;
  co_await lane::pool;
  if (auto spent = watch.elapsed(); left > 0ms)
    co_return 1;
  co_return 0;
}

job<int> poll_twice(stopwatch &watch) {
  poll(1, watch); // expect: async-dropped-awaitable
  int first = co_await poll(2, watch);
  co_await 50ms;
  co_return first;
}
