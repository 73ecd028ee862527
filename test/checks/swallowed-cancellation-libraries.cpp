// RUN: %check_async_tidy %s async-swallowed-cancellation %t
// Several types of cancellation per library; libraries that tell nothing.
#include <boost/cobalt.hpp>
#include <coro/coro.hpp>
#include <cppcoro/cancellation_token.hpp>
#include <cppcoro/operation_cancelled.hpp>
#include <cppcoro/task.hpp>
#include <kj/async.h>
#include <seastar/core/abort_source.hh>
#include <seastar/core/coroutine.hh>
#include <seastar/core/gate.hh>
#include <seastar/core/sleep.hh>
#include <chrono>
#include <exception>
#include <stdexcept>

using namespace std::chrono_literals;
void note(const char *text);

namespace on_seastar {
seastar::future<> compact(seastar::abort_source &abort);

seastar::future<> forgets_one(seastar::abort_source &abort) {
  for (;;) {
    try {
      co_await compact(abort);
      co_await seastar::sleep_abortable(10s, abort);
    } catch (const seastar::abort_requested_exception &) {
      throw;
    } catch (...) { // expect: async-swallowed-cancellation // expect-message: this handler takes the cancellation of 'sleep_abortable' for any other error and the loop goes on, so cancelling 'forgets_one' does nothing; put 'catch (const seastar::sleep_aborted &) { throw; }' before it
      note("compaction");
    }
  }
}

seastar::future<> lets_both_through(seastar::abort_source &abort) {
  for (;;) {
    try {
      co_await compact(abort);
      co_await seastar::sleep_abortable(10s, abort);
    } catch (const seastar::abort_requested_exception &) {
      throw;
    } catch (const seastar::sleep_aborted &) {
      throw;
    } catch (...) {
      note("compaction");
    }
  }
}

seastar::future<> checks(seastar::abort_source &abort) {
  for (;;) {
    try {
      co_await compact(abort);
    } catch (...) {
      abort.check();
      note("compaction");
    }
  }
}
} // namespace on_seastar

namespace on_cppcoro {
cppcoro::task<int> poll(cppcoro::cancellation_token token);

cppcoro::task<void> watch(cppcoro::cancellation_token token) {
  while (true) {
    try {
      co_await poll(token);
    } catch (const std::exception &e) { // expect: async-swallowed-cancellation
      note(e.what());
    }
  }
}

cppcoro::task<void> watch_politely(cppcoro::cancellation_token token) {
  while (true) {
    try {
      co_await poll(token);
    } catch (const std::exception &e) {
      token.throw_if_cancellation_requested();
      note(e.what());
    }
  }
}
} // namespace on_cppcoro

namespace on_cobalt {
boost::cobalt::promise<void> poll();

boost::cobalt::task<void> watch() {
  for (;;) {
    try {
      co_await poll();
    } catch (const std::exception &e) { // expect: async-swallowed-cancellation
      note(e.what());
    }
  }
}

boost::cobalt::task<void> once() {
  try {
    co_await poll();
  } catch (const std::exception &e) {
    note(e.what());
  }
  co_await poll();
}
} // namespace on_cobalt

// Work that is cancelled is destroyed here, and no handler sees it.
namespace on_others {
kj::Promise<void> poll();
coro::task<void> fetch();

kj::Promise<void> watch() {
  for (;;) {
    try {
      co_await poll();
    } catch (...) {
      note("poll");
    }
  }
}

coro::task<void> watch_pages() {
  for (;;) {
    try {
      co_await fetch();
    } catch (const std::exception &e) {
      note(e.what());
    }
  }
}
} // namespace on_others

namespace in_house {
struct stopped : std::exception {};
template <class T> struct job {
  struct promise_type {
    job get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
    void return_void();
  };
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume();
};
job<void> step(std::stop_token stop);

void check(const std::stop_token &stop) {
  if (stop.stop_requested())
    throw stopped();
}

// What the check throws comes back to the same handler.
job<void> run(std::stop_token stop) {
  for (;;) {
    try {
      check(stop);
      co_await step(stop);
    } catch (const std::exception &e) { // expect: async-swallowed-cancellation
      note(e.what());
    }
  }
}

job<void> run_politely(std::stop_token stop) {
  for (;;) {
    try {
      check(stop);
      co_await step(stop);
    } catch (const stopped &) {
      throw;
    } catch (const std::exception &e) {
      note(e.what());
    }
  }
}
} // namespace in_house
