// RUN: %check_async_tidy %s async-dropped-awaitable %t
// The inside of a home-made task type: awaiters that are made, returned and driven are nobody's dropped work.
#include <coroutine>
#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace mini {
template <class T> class task {
public:
  struct promise_type {
    std::coroutine_handle<> waiter;
    std::optional<T> value;
    std::exception_ptr error;
    struct final_awaiter {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
        return h.promise().waiter ? h.promise().waiter : std::noop_coroutine();
      }
      void await_resume() noexcept {}
    };
    task get_return_object() { return task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    auto initial_suspend() noexcept { return std::suspend_always{}; }
    auto final_suspend() noexcept {
      final_awaiter last;
      return last;
    }
    void return_value(T v) { value = std::move(v); }
    void unhandled_exception() { error = std::current_exception(); }
  };
  explicit task(std::coroutine_handle<promise_type> h) : handle_(h) {}
  task(task &&other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  task &operator=(task &&other) noexcept {
    task dying(std::move(other));
    std::swap(handle_, dying.handle_);
    return *this;
  }
  ~task() {
    if (handle_)
      handle_.destroy();
  }
  auto operator co_await() && noexcept {
    struct awaiter {
      std::coroutine_handle<promise_type> handle;
      bool await_ready() const noexcept { return !handle || handle.done(); }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept {
        handle.promise().waiter = h;
        return handle;
      }
      T await_resume() { return std::move(*handle.promise().value); }
    };
    return awaiter{handle_};
  }

private:
  std::coroutine_handle<promise_type> handle_;
};
} // namespace mini

mini::task<int> count(std::string text) { co_return static_cast<int>(text.size()); }
mini::task<int> count_twice(std::string text) {
  count(text); // expect: async-dropped-awaitable // expect-fix: co_await count(text);
  auto lost = count(text); // expect: async-dropped-awaitable // expect-fix: auto lost = co_await count(text);
  co_return co_await count(text);
}
