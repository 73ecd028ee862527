// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Awaiters and handles inside a library: what suspends by hand.
#include <vector>
#include <optional>
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

struct awaiter { bool await_ready(); void await_suspend(std::coroutine_handle<>); int await_resume(); };
struct event { awaiter operator co_await() { return {}; } void set(); bool is_set(); };
struct hub { event ready; awaiter gate; std::vector<event> all; std::optional<awaiter> current;
  awaiter wait() { return gate; } event &get() { return ready; } };
job<int> a(hub &h) { h.get().set(); h.ready.set(); co_return 0; }
job<int> b(hub &h) { event e; e.set(); co_return e.is_set(); }
job<int> c(hub &h) { auto &e = h.get(); co_return e.is_set(); }
job<int> d(hub &h) { h.wait(); // expect: async-dropped-awaitable
  co_return 0; }
job<int> e(hub &h) { auto w = h.wait(); if (!w.await_ready()) co_return 1; co_return w.await_resume(); }
job<int> f(hub &h) { h.get(); co_return 0; }
job<int> g() { std::suspend_always s; (void)s; event e; co_await e; co_return 0; }
