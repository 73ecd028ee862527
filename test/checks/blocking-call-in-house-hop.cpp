// RUN: %check_async_tidy %s async-blocking-call %t
// Awaiters written in the project: one resumes the coroutine on a new thread, one only pretends, one runs the work elsewhere.
#include <coroutine>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>
namespace acme {
struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
};
struct OnNewThread {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> self) { std::thread([self] { self.resume(); }).detach(); }
  void await_resume() const noexcept {}
};
struct Checkpoint {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() const noexcept {}
};
struct Shell {
  std::string command;
  int code = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> self) {
    std::thread([this, self] {
      code = std::system(command.c_str());
      self.resume();
    }).detach();
  }
  int await_resume() const noexcept { return code; }
};
void show(int code);

Task build_elsewhere(std::string target) {
  co_await OnNewThread{};
  int code = std::system(("make " + target).c_str());
  show(code);
}

Task build_in_place(std::string target) {
  co_await Checkpoint{};
  int code = std::system(("make " + target).c_str()); // expect: async-blocking-call
  show(code);
}

Task build_awaited(std::string target) {
  int code = co_await Shell{"make " + target};
  show(code);
}
}
