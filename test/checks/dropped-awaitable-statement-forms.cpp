// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Every way of dropping a lazy task in one expression.
#include <tuple>
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

job<int> work(int); bool flag();
job<int> t1() { work(1); // expect: async-dropped-awaitable
  co_return 0; }
job<int> t2() { flag() ? work(1) : work(2); // expect: async-dropped-awaitable
  co_return 0; }
job<int> t3() { std::ignore = work(1); // expect: async-dropped-awaitable
  co_return 0; }
job<int> t4() { for (int i = 0; i < 3; ++i, work(i)) { // expect: async-dropped-awaitable
  } co_return 0; }
job<int> t5() { int n = (work(1), 4); // expect: async-dropped-awaitable
  co_return n; }
job<int> t6() { if (flag()) work(2); // expect: async-dropped-awaitable
  else co_await work(3); co_return 0; }
job<int> t7() { (void)work(1); co_return 0; }
job<int> t8() { auto n = sizeof(work(1)); co_return int(n); }
job<int> t9() { auto x = co_await work(2); co_return x; }
job<int> t10() { [[maybe_unused]] auto x = work(2); co_return 0; }
job<int> t11() { switch (co_await work(1)) { case 1: work(3); // expect: async-dropped-awaitable
    break; default: break; } co_return 0; }
job<int> t12() { return work(2); }
job<int> t13() { static_cast<void>(work(1)); co_return 0; }
