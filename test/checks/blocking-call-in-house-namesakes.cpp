// RUN: %check_async_tidy %s async-blocking-call %t
// Members with suspicious names that do nothing of the kind.
#include <string>
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

struct socket_like { int read(char *, int); int write(const char *, int); void connect(int); };
struct builder { builder &wait(int); builder &sleep(int); int get(); int join(); void run(); };
struct view { std::optional<int> get() const; int recv(); };
job<int> a(socket_like &s) { char b[2]; s.connect(1); co_return s.read(b, 2) + s.write(b, 2); }
job<int> c(builder &b) { b.wait(1).sleep(2); b.run(); co_return b.get() + b.join(); }
job<int> e(view &v, std::unique_ptr<int> p) { co_return *v.get() + *p.get() + v.recv(); }
int read(std::string s); int accept(int v); int sleep(std::string s);
job<int> f() { co_return ::read(std::string("x")) + ::accept(3) + ::sleep(std::string("y")); }
