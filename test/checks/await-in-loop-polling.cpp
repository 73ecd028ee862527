// RUN: %check_async_tidy %s async-await-in-loop %t
// Polling for a state, waiting for a condition.
// LIBRARIES: folly async_simple seastar runtime
#include "library.hpp"
#include <atomic>
using namespace std::chrono_literals;
enum class State { Queued, Running, Done };
lib::task<State> state_of(int job);
lib::task<bool> is_ready(std::string name);
lib::task<void> heartbeat(std::string name);

lib::task<void> until_done(int job) {
  while (co_await state_of(job) != State::Done)
    co_await lib::LIB_SLEEP(100ms);
}

lib::task<State> until_done_or_tired(int job) {
  State state = State::Queued;
  for (int i = 0; i < 100 && state != State::Done; ++i) {
    state = co_await state_of(job);
    co_await lib::LIB_SLEEP(10ms);
  }
  co_return state;
}

lib::task<void> without_pause(std::string name) {
  bool ready = false;
  while (!ready)
    ready = co_await is_ready(name);
}

lib::task<void> for_ever(std::string name) {
  for (;;)
    co_await heartbeat(name);
}

lib::task<void> while_running(const std::atomic<bool> &running, std::string name) {
  while (running)
    co_await heartbeat(name);
}

lib::task<void> until_a_time(std::string name) {
  auto end = std::chrono::steady_clock::now() + 10s;
  while (std::chrono::steady_clock::now() < end)
    co_await heartbeat(name);
}

lib::task<void> some_beats(std::string name) {
  for (int i = 0; i < 10; ++i)
    co_await heartbeat(name);
}

lib::task<State> last_of_ten(int job) {
  State state = State::Queued;
  for (int i = 0; i < 10; ++i)
    state = co_await state_of(job);
  co_return state;
}
