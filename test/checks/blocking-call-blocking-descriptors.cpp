// RUN: %check_async_tidy %s async-blocking-call %t
// Sockets and pipes that nothing made non-blocking.
#include <sys/socket.h>
#include <unistd.h>
#include <poll.h>
#include <sys/select.h>
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

job<int> serve(int listener) {
  int peer = ::accept(listener, nullptr, nullptr); // expect: async-blocking-call
  char byte;
  int n = int(::recv(peer, &byte, 1, 0)); // expect: async-blocking-call
  co_return n;
}
job<int> wait_ready(pollfd *fds) {
  co_return ::poll(fds, 1, 1000); // expect: async-blocking-call
}
job<int> look(pollfd *fds) {
  co_return ::poll(fds, 1, 0);
}
