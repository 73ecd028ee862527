// RUN: %check_async_tidy %s async-blocking-call %t
// Short sections of a thread lock are off by default; waits are not.
#include <mutex>
#include <shared_mutex>
#include <condition_variable>
#include <thread>
#include <latch>
#include <barrier>
#include <coroutine>
#include <exception>
#include <utility>
template <class T> struct job {
  struct promise_type {
    T value;
    job get_return_object() { return job{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T v) { value = std::move(v); }
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
  explicit job(std::coroutine_handle<promise_type> h) : handle(h) {}
  job(job &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  job &operator=(job &&other) noexcept { std::swap(handle, other.handle); return *this; }
  ~job() { if (handle) handle.destroy(); }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return handle; }
  T await_resume() { return std::move(handle.promise().value); }
};

struct table { std::mutex m; std::shared_mutex rw; std::condition_variable cv; bool full = false; int n = 0; };
job<int> count(table &t) { { std::lock_guard g(t.m); ++t.n; } co_return t.n; }
job<int> read(table &t) { { std::shared_lock g(t.rw); } co_return t.n; }
job<int> wait(table &t) { std::unique_lock g(t.m); t.cv.wait(g, [&] { return t.full; }); // expect: async-blocking-call
  co_return t.n; }
job<int> tell(table &t) { t.cv.notify_all(); co_return 0; }
job<int> arrive(std::latch &l) { l.count_down(); co_return 0; }
job<int> await_latch(std::latch &l) { l.wait(); // expect: async-blocking-call
  co_return 0; }
job<int> ask_latch(std::latch &l) { co_return l.try_wait(); }
job<int> both(std::barrier<> &b) { b.arrive_and_wait(); // expect: async-blocking-call
  co_return 0; }
job<int> join(std::thread &t) { t.join(); // expect: async-blocking-call
  co_return 0; }
job<int> leave(std::thread &t) { t.detach(); co_return 0; }
