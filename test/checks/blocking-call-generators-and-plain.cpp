// RUN: %check_async_tidy %s async-blocking-call %t
// Synchronous generators and plain functions are no coroutines of a loop.
#include <thread>
#include <chrono>
#include <coroutine>
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
int plain() { std::this_thread::sleep_for(1s); return 1; }
int main() { auto j = [] { return plain(); }; return j(); }
job<int> nested_lambda() { auto f = [] { std::this_thread::sleep_for(1ms); }; (void)f; co_return 0; }
job<int> nested_lambda_called() { auto f = [] { std::this_thread::sleep_for(1ms); }; f(); // expect: async-blocking-call
  co_return 0; }
job<int> in_catch() { bool bad = false; try { co_await std::suspend_always{}; } catch (...) { std::this_thread::sleep_for(1ms); // expect: async-blocking-call
    bad = true; } co_return bad; }
job<int> unevaluated() { co_return int(sizeof(plain())) + (noexcept(plain()) ? 1 : 0); }
job<int> until() { std::this_thread::sleep_until(std::chrono::steady_clock::now() + 1s); // expect: async-blocking-call
  co_return 0; }
