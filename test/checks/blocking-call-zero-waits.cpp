// RUN: %check_async_tidy %s async-blocking-call %t
// A wait of no length asks and goes on.
#include <future>
#include <mutex>
#include <condition_variable>
#include <semaphore>
#include <thread>
#include <chrono>
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

using namespace std::chrono_literals;
job<bool> ready(std::future<int> &f) { co_return f.wait_for(0s) == std::future_status::ready; }
job<bool> ready_soon(std::future<int> &f) { co_return f.wait_for(20ms) == std::future_status::ready; } // expect: async-blocking-call
job<bool> permit(std::counting_semaphore<4> &s) { co_return s.try_acquire(); }
job<bool> permit_now(std::counting_semaphore<4> &s) { co_return s.try_acquire_for(0ms); }
job<bool> permit_soon(std::counting_semaphore<4> &s) { co_return s.try_acquire_for(5ms); } // expect: async-blocking-call
job<int> nap() { std::this_thread::sleep_for(0ms); co_return 0; }
job<int> yield_once() { std::this_thread::yield(); co_return 0; }
