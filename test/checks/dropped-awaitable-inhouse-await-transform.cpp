// RUN: %check_async_tidy %s async-dropped-awaitable %t
// What the promise's await_transform turns into an awaiter is awaitable there, and nothing else is.
#include <coroutine>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

template <class T> struct rpc {
  std::string method;
  rpc &deadline(int ms);
};
template <class T> struct awaits {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
struct log_entry {
  std::string text;
};

struct agent_task {
  struct promise_type {
    agent_task get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
    template <class T> awaits<T> await_transform(rpc<T> call);
    template <class A> A &&await_transform(A &&other) { return std::forward<A>(other); }
  };
  awaits<void> operator co_await() const;
};

struct batch {
  struct promise_type {
    batch get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
    awaits<void> await_transform(agent_task t);
  };
};

rpc<std::string> complete(std::string prompt);
rpc<int> count(std::string text);
log_entry log_line(std::string text);
agent_task step(std::string name);
std::vector<std::string> split(const std::string &text);

agent_task turn(std::string prompt) {
  complete(prompt); // expect: async-dropped-awaitable // expect-fix: co_await complete(prompt);
  auto tokens = count(prompt); // expect: async-dropped-awaitable // expect-fix: auto tokens = co_await count(prompt);
  log_line("turn");
  auto entry = log_line("kept");
  auto parts = split(prompt);
  std::string copy = prompt;
  auto call = complete(prompt);
  call.deadline(500);
  std::string text = co_await call;
  step("inner"); // expect: async-dropped-awaitable // expect-fix: co_await step("inner");
  co_await step(text);
}

batch nightly() {
  complete("not awaitable here");
  auto unused = count("nor here");
  step("a"); // expect: async-dropped-awaitable // expect-fix: co_await step("a");
  co_await step("b");
}

int plain() {
  auto call = count("plain");
  return static_cast<int>(call.method.size());
}
