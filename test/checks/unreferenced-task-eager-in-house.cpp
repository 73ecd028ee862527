// RUN: %check_async_tidy %s async-unreferenced-task %t
// Coroutines of one's own that run when they are called, with and without a handle.
#include <coroutine>
#include <cstdio>
#include <exception>
#include <string>
#include <utility>
#include <vector>

struct [[nodiscard]] job {
  struct promise_type {
    job get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { error = std::current_exception(); }
    std::exception_ptr error;
  };
  job(job &&) noexcept;
  ~job();
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};

struct silent_task {
  struct promise_type {
    silent_task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

void report(std::exception_ptr e) noexcept;

struct reporting_task {
  struct promise_type {
    reporting_task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { report(std::current_exception()); }
  };
};

job save(std::string text);
silent_task notify(std::string who) { co_await save(who); }
reporting_task notify_reported(std::string who) { co_await save(who); }

silent_task notify_guarded(std::string who) {
  try {
    co_await save(who);
  } catch (const std::exception &e) {
    std::fputs(e.what(), stderr);
  }
}

job save_guarded(std::string text) {
  try {
    co_await save(text);
  } catch (...) {
    report(std::current_exception());
  }
}

struct editor {
  std::vector<job> running;

  void typed(std::string text) {
    save(text); // expect: async-unreferenced-task
    (void)save(text); // expect: async-unreferenced-task
    notify(text); // expect: async-unreferenced-task
    notify_reported(text);
    notify_guarded(text);
    save_guarded(text);
    running.push_back(save(text));
    if (text.empty())
      save(text); // expect: async-unreferenced-task
    [](std::string t) -> silent_task { co_await save(t); }(text); // expect: async-unreferenced-task
  }

  job close(std::string text) {
    co_await save(text);
    auto last = save(text);
    co_await last;
  }
};
