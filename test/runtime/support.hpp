// What the tests of the runtime share. Precompiled, because Boost.Asio's headers take most of the time of a build.
#ifndef ASYNC_TEST_SUPPORT_HPP // GCC warns of a `#pragma once` in what it precompiles.
#define ASYNC_TEST_SUPPORT_HPP
#include <array>
#include <async/async.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

using namespace std::chrono_literals;

/// Counts what is alive: a coroutine that holds one shows whether it was cleaned up.
struct tracked {
  inline static int alive = 0;
  tracked() { ++alive; }
  tracked(const tracked &) { ++alive; }
  ~tracked() { --alive; }
};

/// What the runtime reports while one of these exists.
class recorder {
public:
  recorder()
      : before_(async::set_diagnostic_handler([this](const async::diagnostic &each) { seen.push_back(each); })) {}
  ~recorder() { async::set_diagnostic_handler(before_); }

  int count(async::diagnostic_kind kind) const {
    int found = 0;
    for (const async::diagnostic &each : seen)
      found += each.kind == kind;
    return found;
  }
  std::vector<async::diagnostic> seen;

private:
  async::diagnostic_handler before_;
};

/// Runs on a clock that jumps.
template <class T> T run_virtual(async::task<T> work, bool debug = false) {
  async::virtual_clock clock;
  return async::run(std::move(work), {.debug = debug, .clock = &clock});
}

template <class T> async::task<T> value_after(std::chrono::nanoseconds time, T value) {
  tracked here;
  co_await async::sleep_for(time);
  co_return value;
}
inline async::task<void> pause_for(std::chrono::nanoseconds time) {
  tracked here;
  co_await async::sleep_for(time);
}
inline async::task<int> fail_after(std::chrono::nanoseconds time, std::string text) {
  tracked here;
  co_await async::sleep_for(time);
  throw std::runtime_error(text);
}

/// The text of what \p work throws; a stop goes on.
template <class T> async::task<std::string> error_of(async::task<T> work) {
  try {
    co_await std::move(work);
  } catch (const async::cancelled_error &) {
    throw;
  } catch (const std::exception &error) {
    co_return error.what();
  }
  co_return "nothing";
}

#endif
