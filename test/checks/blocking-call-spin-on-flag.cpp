// RUN: %check_async_tidy %s async-blocking-call %t
// Spinning on an atomic, with and without a body.
#include <atomic>
#include <thread>
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

struct state { std::atomic<bool> done{false}; std::atomic_flag busy; };
job<int> spin(state &s) {
  while (!s.done.load()) { // expect: async-blocking-call
  }
  co_return 1;
}
job<int> spin_politely(state &s) {
  while (!s.done) // expect: async-blocking-call
    std::this_thread::yield();
  co_return 1;
}
job<int> poll_async(state &s) {
  while (!s.done.load())
    co_await std::suspend_always{};
  co_return 1;
}
job<int> exchange(std::atomic<int> &count) {
  int seen = count.load();
  while (!count.compare_exchange_weak(seen, seen + 1)) {
  }
  co_return seen;
}
job<int> futex(std::atomic<int> &word) {
  word.wait(0); // expect: async-blocking-call
  co_return 1;
}
