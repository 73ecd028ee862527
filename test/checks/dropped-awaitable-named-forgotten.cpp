// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Locals that hold a task and what rescues them.
#include <vector>
#include <memory>
#include <optional>
#include <map>
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

job<int> work(int); void keep(job<int>); bool flag();
struct bag { std::vector<job<int>> all; std::optional<job<int>> one; };
job<int> f1() { auto a = work(1); // expect: async-dropped-awaitable
  co_return 0; }
job<int> f2() { auto a = work(1); co_return co_await a; }
job<int> f3() { auto a = work(1); keep(std::move(a)); co_return 0; }
job<int> f4(bag &b) { auto a = work(1); b.all.push_back(std::move(a)); co_return 0; }
job<int> f5(bag &b) { b.one = work(2); co_return 0; }
job<int> f6() { auto &&a = work(1); // expect: async-dropped-awaitable
  co_return 0; }
job<int> f7() { const auto &a = work(1); // expect: async-dropped-awaitable
  co_return 0; }
job<int> f8() { if (auto a = work(1); flag()) co_return 1; // expect: async-dropped-awaitable
  co_return 0; }
job<int> f9() { std::vector<job<int>> all; // expect: async-dropped-awaitable
  for (int i = 0; i < 3; ++i) all.push_back(work(i)); co_return int(all.size()); }
job<int> f10() { std::vector<job<int>> all; for (int i = 0; i < 3; ++i) all.push_back(work(i)); int s = 0; for (auto &t : all) s += co_await t; co_return s; }
job<int> f11() { auto a = work(1); auto b = [t = std::move(a)]() mutable -> job<int> { co_return co_await t; }; co_return co_await b(); }
job<int> f12() { auto a = work(1); if (flag()) co_return co_await a; co_return 0; }
std::vector<job<int>> f13() { std::vector<job<int>> all; all.push_back(work(1)); return all; }
job<int> f14() { auto p = std::make_unique<job<int>>(work(1)); co_return co_await *p; }
job<int> f15() { std::map<std::string, job<int>> m; // expect: async-dropped-awaitable
  m.emplace("a", work(1)); co_return 0; }
job<int> f16() { job<int> a = flag() ? work(1) : work(2); co_return co_await std::move(a); }
job<int> f17() { auto a = work(1); auto *p = &a; co_return co_await *p; }
job<int> f18() { auto a = work(1); a.handle.resume(); co_return 0; }
job<int> f19() { auto a{work(1)}; co_return 0; } // expect: async-dropped-awaitable
job<int> f20() { auto a{work(1)}; co_return co_await a; }
