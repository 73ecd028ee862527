// RUN: %check_async_tidy %s async-blocking-call %t
// Virtual calls: blocking only when every overrider blocks.
#include <thread>
#include <chrono>
#include <memory>
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
struct tool { virtual ~tool() = default; virtual int run() = 0; };
struct slow final : tool { int run() override { std::this_thread::sleep_for(1s); return 1; } };
struct quick : tool { int run() override { return 2; } };
job<int> any(tool &t) { co_return t.run(); }
job<int> exact(slow &t) { co_return t.run(); } // expect: async-blocking-call
struct disk { virtual ~disk() = default; virtual void sync() = 0; };
struct one : disk { void sync() override { std::this_thread::sleep_for(1ms); } };
struct two : disk { void sync() override { std::this_thread::sleep_for(2ms); } };
job<int> every(disk &d) { d.sync(); // expect: async-blocking-call
  co_return 0; }
