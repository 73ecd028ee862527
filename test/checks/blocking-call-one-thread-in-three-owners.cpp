// RUN: %check_async_tidy %s async-blocking-call %t
// Owners of threads: who waits at the end, who has waited before, who lets go.
#include <thread>
#include <vector>
#include <memory>
#include <optional>
#include <stop_token>
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

struct runner { std::thread t; ~runner() { if (t.joinable()) t.join(); } void stop() { if (t.joinable()) t.join(); } };
struct letting_go { std::thread t; ~letting_go() { if (t.joinable()) t.detach(); } };
job<int> waits() { runner r{std::thread([] {})}; // expect: async-blocking-call
  co_return 0; }
job<int> lets_go() { letting_go l{std::thread([] {})}; co_return 0; }
job<int> jthread_local() { std::jthread t([] {}); // expect: async-blocking-call
  co_return 0; }
job<int> jthread_detached() { std::jthread t([] {}); t.detach(); co_return 0; }
job<int> jthread_handed_on(std::vector<std::jthread> &all) { std::jthread t([] {}); all.push_back(std::move(t)); co_return 0; }
job<int> jthread_heap(std::unique_ptr<std::jthread> &out) { out = std::make_unique<std::jthread>([] {}); co_return 0; }
job<int> ref_only(std::jthread &t) { t.request_stop(); co_return 0; }
