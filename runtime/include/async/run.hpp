#pragma once
#include <async/task.hpp>

namespace async {

namespace detail {
class main_completion final : public completion {
public:
  bool done = false;

private:
  frame *finished(frame &) noexcept override {
    done = true;
    return nullptr;
  }
};
} // namespace detail

/// Runs \p work on this thread until it and everything it started have ended, and returns its result or throws its
/// error. What `create_task` and `background_tasks` started and is still alive then is asked to stop and waited for.
///
/// Throws `std::logic_error` inside another `run` on the same thread, or for a task that was moved from;
/// `deadlock_error` when everything waits and nothing can wake it (after stopping it in the ordinary way); and what a
/// handler posted to `this_loop()` threw. `this_loop().stop()` asks everything to stop.
template <class T> T run(task<T> work, run_options options = {}) {
  if (detail::running)
    throw std::logic_error("async::run: called inside of async::run");
  detail::result<T> &result = detail::result_of(work, "async::run");
  detail::loop loop(options);
  const task<T> held = std::move(work); // Goes before the loop does.
  detail::main_completion whole;
  detail::launch(result, whole, loop.main_scope);
  loop.drive(whole.done);
  loop.shut_down();
  detail::here = nullptr;
  if (loop.handler_error())
    std::rethrow_exception(loop.handler_error());
  if (loop.deadlocked() && detail::is_cancellation(result.error))
    throw deadlock_error();
  return result.take();
}

} // namespace async
