// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Templates: dropped in the pattern, kept in the pattern.
#include <utility>
#include <type_traits>
#include <vector>
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

job<int> work(int);
template <class F> job<int> call(F f) { f(1); // expect: async-dropped-awaitable
  co_return 0; }
job<int> u1() { co_return co_await call([](int i) { return work(i); }); }
template <class F> auto forward_(F f) { return f(1); }
job<int> u2() { co_return co_await forward_([](int i) { return work(i); }); }
template <class... T> job<int> all(T... t) { int s = 0; ((s += co_await std::move(t)), ...); co_return s; }
job<int> u3() { co_return co_await all(work(1), work(2)); }
template <class F> void visit(F &&f) { std::forward<F>(f)(1); }
job<int> u4() { visit([](int i) { return i + 1; }); co_return 0; }
template <class T> job<int> maybe(T t) { if constexpr (std::is_same_v<T, int>) { work(t); // expect: async-dropped-awaitable
  } co_return 0; }
job<int> u5() { co_return co_await maybe(1); }
