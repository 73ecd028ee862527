// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A builder that is awaitable and returns itself.
#include <string>
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

struct request {
  request &header(std::string, std::string); request &body(std::string);
  bool await_ready(); void await_suspend(std::coroutine_handle<>); int await_resume();
};
request get(std::string);
job<int> a() { auto r = get("/"); r.header("a", "b").body("c"); co_return co_await r; }
job<int> b() { request r = get("/"); r.header("a", "b"); r.body("x"); co_return co_await r; }
job<int> c() { get("/").header("a", "b").body("c"); co_return 0; }
job<int> d() { get("/"); // expect: async-dropped-awaitable
  co_return 0; }
