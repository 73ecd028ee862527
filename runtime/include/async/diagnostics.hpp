#pragma once
#include <async/errors.hpp>
#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <mutex>
#include <source_location>
#include <string>
#include <utility>

namespace async {

/// What the runtime noticed. All but `unseen_error` are reported in debug mode only (`run_options::debug`).
enum class diagnostic_kind {
  /// A step, from one suspension to the next, held the loop longer than `run_options::slow_step`: nothing else ran
  /// meanwhile.
  slow_step,
  /// A task was destroyed before it was ever awaited, so its work never ran.
  never_awaited,
  /// A task failed, and nobody joined it or handled its error; or a sibling failed after the first error of a `gather`
  /// had been decided.
  unseen_error,
  /// A task was still alive at the end of `run`, or of the `background_tasks` that held it. It has been asked to stop,
  /// or destroyed.
  alive_at_end,
};

struct diagnostic {
  diagnostic_kind kind;
  /// Where the task is defined (`never_awaited`), or where it was suspended last.
  std::source_location where;
  std::string message;
  /// For `slow_step`: how long it took.
  std::chrono::nanoseconds took{0};
  /// For `unseen_error`: the error.
  std::exception_ptr error = nullptr;
};

using diagnostic_handler = std::function<void(const diagnostic &)>;

namespace detail {

struct diagnostics {
  std::mutex mutex;
  diagnostic_handler handler;
};
inline diagnostics &shared_diagnostics() {
  static diagnostics shared;
  return shared;
}

inline void report(const diagnostic &seen) noexcept {
  try {
    diagnostic_handler handler;
    {
      const std::lock_guard lock(shared_diagnostics().mutex);
      handler = shared_diagnostics().handler;
    }
    if (handler)
      return handler(seen);
    std::fprintf(stderr, "%s:%u: async: %s\n", seen.where.file_name(), static_cast<unsigned>(seen.where.line()),
                 seen.message.c_str());
  } catch (...) { // A report must not end what it reports on.
  }
}

inline void report_unseen(std::source_location where, const std::exception_ptr &error) noexcept {
  try {
    report({diagnostic_kind::unseen_error, where, "nobody saw the error of this task: " + text_of(error), {}, error});
  } catch (...) {
  }
}

} // namespace detail

/// Replaces what is done with diagnostics; the default prints them to the standard error stream. Returns the handler
/// before; an empty one stands for the default. The handler is called on the thread of the loop and may come from
/// inside a destructor: what it throws is ignored. May be called from any thread.
inline diagnostic_handler set_diagnostic_handler(diagnostic_handler handler) {
  const std::lock_guard lock(detail::shared_diagnostics().mutex);
  return std::exchange(detail::shared_diagnostics().handler, std::move(handler));
}

} // namespace async
