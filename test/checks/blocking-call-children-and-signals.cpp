// RUN: %check_async_tidy %s async-blocking-call %t
// Processes: what waits, and what asks.
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>
#include <stdio.h>
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

job<int> shell(const char *c) { co_return std::system(c); } // expect: async-blocking-call
job<int> reap(pid_t p) { int s = 0; ::waitpid(p, &s, 0); // expect: async-blocking-call
  co_return s; }
job<int> poll_child(pid_t p) { int s = 0; co_return ::waitpid(p, &s, WNOHANG); }
job<int> pipe_out(const char *c) { FILE *f = ::popen(c, "r"); // expect: async-blocking-call
  co_return f != nullptr; }
job<int> doze() { ::usleep(1000); // expect: async-blocking-call
  co_return 0; }
job<int> kill_child(pid_t p) { co_return p; }
