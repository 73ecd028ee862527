// RUN: %check_async_tidy %s async-blocking-call %t
// Chains through templates, defaults and members, and what cuts them.
#include <thread>
#include <chrono>
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

using namespace std::chrono_literals;
namespace detail { inline void settle() { std::this_thread::sleep_for(10ms); } }
template <class T> struct cache { T value{}; T &get() { detail::settle(); return value; } T peek() const { return value; } };
job<int> use(cache<int> &c) { co_return c.get(); } // expect: async-blocking-call
job<int> use_peek(cache<int> &c) { co_return c.peek(); }
struct warm { warm() { detail::settle(); } };
job<int> make() { warm w; co_return 0; } // expect: async-blocking-call
struct flush { ~flush() { detail::settle(); } };
job<int> end() { flush f; co_return 0; } // expect: async-blocking-call
int seeded(int v = (detail::settle(), 4));
void trusted() [[clang::nonblocking]];
job<int> cut() { trusted(); co_return 0; }
[[clang::annotate("async::blocking")]] void vendor_call();
job<int> marked() { vendor_call(); co_return 0; } // expect: async-blocking-call
template <class F> void apply(F f) { f(); }
job<int> inlined() { apply([] { detail::settle(); }); co_return 0; } // expect: async-blocking-call
template <bool Slow> job<int> choose() { if constexpr (Slow) detail::settle(); co_return 0; }
job<int> fast() { co_return co_await choose<false>(); }
