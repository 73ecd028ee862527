// RUN: %check_async_tidy %s async-blocking-call %t
// A socket class whose calls are made after it was told that the descriptor is ready.
#include <cerrno>
#include <sys/socket.h>
#include <netinet/in.h>
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

struct client {
  int fd;
  bool ready = true;
  std::suspend_always poll(int what);
  long recv_now(char *to, unsigned long n) { return ::recv(fd, to, n, 0); }
  job<long> read(char *to, unsigned long n) {
    if (ready) {
      long got = recv_now(to, n);
      if (got >= 0) co_return got;
      ready = false;
    }
    co_await poll(1);
    ready = true;
    co_return recv_now(to, n);
  }
  job<bool> dial(sockaddr *to, socklen_t n) {
    int rc = ::connect(fd, to, n);
    if (rc == -1 && (errno == EAGAIN || errno == EINPROGRESS)) {
      co_await poll(2);
      co_return true;
    }
    co_return rc == 0;
  }
};
