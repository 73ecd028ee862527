// RUN: %check_async_tidy %s async-blocking-call %t
// An event loop written in house: its descriptors are non-blocking.
#include <cerrno>
#include <fcntl.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>
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

struct loop { std::suspend_always readable(int fd); std::suspend_always writable(int fd); };
class listener {
  int fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  loop &loop_;

public:
  explicit listener(loop &l) : loop_(l) {}
  job<int> accept_one() {
    co_await loop_.readable(fd_);
    int peer = ::accept4(fd_, nullptr, nullptr, SOCK_NONBLOCK);
    co_return peer;
  }
};
job<int> read_some(loop &l, int fd, char *to, unsigned n) {
  for (;;) {
    auto got = ::read(fd, to, n);
    if (got < 0 && errno == EAGAIN) {
      co_await l.readable(fd);
      continue;
    }
    co_return int(got);
  }
}
job<int> dial(loop &l, int fd, const sockaddr *to, socklen_t n) {
  int rc = ::connect(fd, to, n);
  if (rc < 0 && errno == EINPROGRESS)
    co_await l.writable(fd);
  co_return rc;
}
job<int> resolve(const char *host, addrinfo **out) {
  co_return ::getaddrinfo(host, "443", nullptr, out); // expect: async-blocking-call
}
job<int> peek(int fd, char *to) {
  co_return int(::recv(fd, to, 1, MSG_DONTWAIT));
}
