// RUN: %check_async_tidy %s async-blocking-call %t
// File streams once per object; memory streams never.
#include <fstream>
#include <sstream>
#include <string>
#include <cstdio>
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

job<int> load(std::string name) {
  std::ifstream in(name); // expect: async-blocking-call
  std::string line;
  int n = 0;
  while (std::getline(in, line)) ++n;
  co_return n;
}
job<int> parse(std::string text) {
  std::istringstream in(text);
  std::string line;
  int n = 0;
  while (std::getline(in, line)) ++n;
  co_return n;
}
job<int> format(int v) { char b[16]; co_return std::snprintf(b, sizeof b, "%d", v); }
job<int> scan(const char *t) { int v = 0; std::sscanf(t, "%d", &v); co_return v; }
job<int> slurp(const char *name) {
  FILE *f = std::fopen(name, "r"); // expect: async-blocking-call
  char b[16];
  int n = int(std::fread(b, 1, sizeof b, f));
  std::fclose(f);
  co_return n;
}
job<int> from_elsewhere(std::ifstream &in) {
  std::string a, b;
  in >> a; // expect: async-blocking-call
  in >> b;
  co_return int(a.size() + b.size());
}
