// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A home-made lazy task without nodiscard and with a CRTP promise; found by its shape alone.
#include <coroutine>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace acme::rt {
template <class Derived> struct promise_core {
  auto get_return_object() { return typename Derived::handle_owner{std::coroutine_handle<Derived>::from_promise(static_cast<Derived &>(*this))}; }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { std::terminate(); }
};

template <class T = void> class work;
template <class T> struct work_promise : promise_core<work_promise<T>> {
  using handle_owner = work<T>;
  void return_value(T value);
};
template <> struct work_promise<void> : promise_core<work_promise<void>> {
  using handle_owner = work<void>;
  void return_void() {}
};

template <class T> class work {
  std::coroutine_handle<> handle_;

public:
  using promise_type = work_promise<T>;
  explicit work(std::coroutine_handle<promise_type> h) : handle_(h) {}
  work(work &&other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  ~work() {
    if (handle_)
      handle_.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return handle_; }
  T await_resume();
};
} // namespace acme::rt

namespace acme::agent {
using step = rt::work<>;
template <class T> using answer = rt::work<T>;
struct named_step : rt::work<> {
  using rt::work<>::work;
};

step log_turn(std::string text) { co_return; }
answer<std::string> ask(std::string prompt) { co_return prompt; }
answer<std::vector<std::string>> list_tools();
named_step persist(std::string text);

step turn(std::string prompt) {
  log_turn(prompt); // expect: async-dropped-awaitable // expect-fix: co_await log_turn(prompt);
  persist(prompt); // expect: async-dropped-awaitable // expect-fix: co_await persist(prompt);
  auto tools = list_tools(); // expect: async-dropped-awaitable // expect-fix: auto tools = co_await list_tools();
  answer<std::string> early = ask(prompt); // expect: async-dropped-awaitable
  step(log_turn("converted")); // expect: async-dropped-awaitable
  step saved{log_turn("saved")};
  co_await saved;
  std::string text = co_await ask(prompt);
  co_await persist(text);
}
} // namespace acme::agent
