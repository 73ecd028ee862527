// RUN: %check_async_tidy %s async-blocking-call %t
// co_await is illegal in a handler, and a sleep there still stops the loop; the second loop leaves the handler first.
#include <boost/asio.hpp>
#include <chrono>
#include <exception>
#include <string>
#include <thread>
namespace asio = boost::asio;
using namespace std::chrono_literals;
asio::awaitable<std::string> complete(std::string prompt);
void note_failure(const std::exception& e);

asio::awaitable<std::string> complete_with_retry(std::string prompt) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await complete(prompt);
    } catch (const std::exception& e) {
      note_failure(e);
      std::this_thread::sleep_for(1s * (1 << attempt)); // expect: async-blocking-call
    }
  }
  co_return "";
}

asio::awaitable<void> complete_for_ever(asio::io_context& io) {
  while (true) {
    try {
      co_await complete("next");
      asio::steady_timer timer(io, 5s);
      co_await timer.async_wait(asio::use_awaitable);
    } catch (const std::exception& e) {
      note_failure(e);
      std::this_thread::sleep_for(5s); // expect: async-blocking-call
    }
  }
}

asio::awaitable<std::string> complete_with_timer(std::string prompt) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (int attempt = 0; attempt < 3; ++attempt) {
    bool failed = false;
    try {
      co_return co_await complete(prompt);
    } catch (const std::exception& e) {
      note_failure(e);
      failed = true;
    }
    if (failed) {
      timer.expires_after(1s * (1 << attempt));
      co_await timer.async_wait(asio::use_awaitable);
    }
  }
  co_return "";
}

// Not a coroutine: retries of a command-line tool.
std::string complete_from_shell(std::string (*ask)(const std::string&), const std::string& prompt) {
  try {
    return ask(prompt);
  } catch (const std::exception&) {
    std::this_thread::sleep_for(1s);
    return ask(prompt);
  }
}
