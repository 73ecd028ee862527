// RUN: %check_async_tidy %s async-swallowed-cancellation %t
// Where the next await throws the cancellation again: what stands around it decides.
#include <boost/asio.hpp>
#include <chrono>
#include <exception>

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;

awaitable<void> session(tcp::socket &socket);
awaitable<void> pause(tcp::socket &socket);
void log(const char *text);

// The pause is in no `try`: it ends the coroutine.
awaitable<void> pausesOutside(tcp::socket &socket) {
  for (;;) {
    try {
      co_await session(socket);
    } catch (const std::exception &) {
      log("session ended");
    }
    co_await pause(socket);
  }
}

// A pause on one path only: on the other one the loop goes on.
awaitable<void> pausesSometimes(tcp::socket &socket, bool slow) {
  for (;;) {
    try {
      co_await session(socket);
    } catch (...) { // expect: async-swallowed-cancellation
      log("session ended");
    }
    if (slow)
      co_await pause(socket);
  }
}

// The handler around both takes what the pause throws, and the loop goes on.
awaitable<void> pausesInside(tcp::socket &socket) {
  for (;;) {
    try {
      try {
        co_await session(socket);
      } catch (...) { // expect: async-swallowed-cancellation
        log("session ended");
      }
      co_await pause(socket);
    } catch (...) { // expect: async-swallowed-cancellation
      log("pause ended");
    }
  }
}
