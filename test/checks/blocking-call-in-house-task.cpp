// RUN: %check_async_tidy %s async-blocking-call %t
// A task type of the project's own, with a blocking get for main and a helper that uses it inside coroutines.
#include <condition_variable>
#include <coroutine>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
namespace acme {
template <class T> class Job {
 public:
  struct promise_type {
    Job get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T value);
    void unhandled_exception();
  };
  Job(Job&&) noexcept;
  ~Job();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> caller);
  T await_resume();
  T result() {
    std::unique_lock lock(state_->mutex);
    state_->done.wait(lock, [this] { return state_->value.has_value(); });
    return std::move(*state_->value);
  }
  bool finished() const { return state_->value.has_value(); }

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable done;
    std::optional<T> value;
  };
  State* state_;
};
Job<std::string> call_model(std::string prompt);
Job<int> call_tool(std::string name);
inline std::string call_now(std::string prompt) { return call_model(std::move(prompt)).result(); }

Job<std::string> answer(std::string prompt) {
  std::string draft = call_model(prompt).result(); // expect: async-blocking-call
  std::string review = call_now(draft); // expect: async-blocking-call
  co_return draft + review;
}

Job<int> run_tool(std::string name) {
  auto pending = call_tool(name);
  if (pending.finished()) co_return 0;
  int code = co_await std::move(pending);
  if (code != 0) code = std::system(("restart " + name).c_str()); // expect: async-blocking-call
  co_return code;
}

Job<std::string> answer_well(std::string prompt) {
  std::string draft = co_await call_model(std::move(prompt));
  co_return draft + std::to_string(co_await call_tool("score"));
}
}

int main() { return acme::run_tool("index").result() + static_cast<int>(acme::call_now("hello").size()); }
