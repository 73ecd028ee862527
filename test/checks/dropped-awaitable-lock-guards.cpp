// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A lock that is never held, in house.
#include <map>
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

struct async_guard { ~async_guard(); async_guard(async_guard &&); void unlock(); };
struct async_mutex {
  struct op { async_mutex &m; bool await_ready() noexcept; bool await_suspend(std::coroutine_handle<>) noexcept; async_guard await_resume() noexcept; };
  op lock_async() { return {*this}; } void unlock(); bool try_lock();
};
struct store { async_mutex mutex; std::map<int, int> values; };
job<int> bad(store &s) { auto guard = s.mutex.lock_async(); // expect: async-dropped-awaitable
  co_return s.values[1]; }
job<int> worse(store &s) { s.mutex.lock_async(); // expect: async-dropped-awaitable
  co_return s.values[1]; }
job<int> good(store &s) { auto guard = co_await s.mutex.lock_async(); co_return s.values[1]; }
job<int> try_it(store &s) { if (s.mutex.try_lock()) { s.mutex.unlock(); } co_return 0; }
job<int> later(store &s) { auto op = s.mutex.lock_async(); auto guard = co_await op; co_return s.values[1]; }
job<int> drop_guard(store &s) { co_await s.mutex.lock_async(); co_return s.values[1]; }
