// RUN: %check_async_tidy %s async-blocking-call %t
// Blocking work handed to another thread.
#include <thread>
#include <future>
#include <chrono>
#include <functional>
#include <vector>
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
void crunch() { std::this_thread::sleep_for(1s); }
struct pool { void post(std::function<void()> f); };
struct owner { std::future<void> later; std::vector<std::thread> workers; };
job<int> keep(owner &o) {
  o.later = std::async(std::launch::async, crunch);
  o.workers.emplace_back(crunch);
  co_return 0;
}
job<int> detach() { std::thread(crunch).detach(); co_return 0; }
job<int> pooled(pool &p) { p.post([] { crunch(); }); co_return 0; }
job<int> discarded() { (void)std::async(std::launch::async, crunch); co_return 0; } // expect: async-blocking-call
job<int> local() {
  auto f = std::async(std::launch::async, crunch); // expect: async-blocking-call
  co_return 0;
}
job<int> moved(std::future<void> &out) {
  auto f = std::async(std::launch::async, crunch);
  out = std::move(f);
  co_return 0;
}
job<int> named() { auto f = &crunch; (void)f; co_return 0; }
job<int> called() { crunch(); co_return 0; } // expect: async-blocking-call
