// RUN: %check_async_tidy %s async-unreferenced-task %t
// A task that sees to its own errors from the first await to the last may be left alone.
#include <boost/asio.hpp>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

asio::awaitable<void> poll_once(std::string url);
asio::awaitable<std::string> fetch(std::string url);
void log(const char *what) noexcept;

asio::awaitable<void> guarded(std::string url) {
  try {
    co_await poll_once(url);
  } catch (const std::exception &e) {
    log(e.what());
  }
}

asio::awaitable<void> guarded_catch_all(std::string url) try {
  co_await poll_once(url);
} catch (...) {
  log("poll");
}

asio::awaitable<void> forwards(std::string url) { co_await guarded(std::move(url)); }

asio::awaitable<void> guarded_in_loop(std::string url) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (;;) {
    try {
      co_await poll_once(url);
    } catch (const boost::system::system_error &e) {
      log(e.what());
    } catch (const std::exception &e) {
      log(e.what());
    }
    timer.expires_after(5s);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

// What can fail is a plain call; the wait between two of them ends with its cancellation.
std::string fetch_now(const std::string &url);
asio::awaitable<void> guarded_calls(asio::steady_timer &timer, std::string url) {
  for (;;) {
    try {
      fetch_now(url);
    } catch (const std::exception &e) {
      log(e.what());
    }
    timer.expires_after(5s);
    try {
      co_await timer.async_wait(asio::use_awaitable);
    } catch (const boost::system::system_error &e) {
      if (e.code() == asio::error::operation_aborted)
        break;
    }
  }
}

asio::awaitable<void> unguarded_calls(asio::steady_timer &timer, std::string url) {
  for (;;) {
    fetch_now(url);
    timer.expires_after(5s);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

asio::awaitable<void> by_error_code(tcp::socket socket) {
  char data[1024];
  for (;;) {
    auto [ec, n] = co_await socket.async_read_some(asio::buffer(data), asio::as_tuple(asio::use_awaitable));
    if (ec)
      co_return;
    boost::system::error_code failed;
    co_await asio::async_write(socket, asio::buffer(data, n), asio::redirect_error(asio::use_awaitable, failed));
    if (failed)
      co_return;
  }
}

asio::awaitable<void> empty_handler(std::string url) {
  try {
    co_await poll_once(url);
  } catch (...) {
  }
}

asio::awaitable<void> gives_up_silently(std::string url) {
  try {
    co_await poll_once(url);
  } catch (const std::exception &) {
    co_return;
  }
}

asio::awaitable<void> narrow(std::string url) {
  try {
    co_await poll_once(url);
  } catch (const std::runtime_error &e) {
    log(e.what());
  }
}

asio::awaitable<void> half(std::string url) {
  auto text = co_await fetch(url);
  try {
    co_await poll_once(text);
  } catch (const std::exception &e) {
    log(e.what());
  }
}

asio::awaitable<void> rethrows(std::string url) {
  try {
    co_await poll_once(url);
  } catch (...) {
    throw;
  }
}

struct poller {
  asio::any_io_executor ex;
  asio::steady_timer timer{ex};
  asio::awaitable<void> log_errors(asio::awaitable<void> work) {
    try {
      co_await std::move(work);
    } catch (const std::exception &e) {
      log(e.what());
    }
  }

  void start(std::string url, tcp::socket socket) {
    asio::co_spawn(ex, guarded(url), asio::detached);
    asio::co_spawn(ex, guarded_catch_all(url), asio::detached);
    asio::co_spawn(ex, forwards(url), asio::detached);
    asio::co_spawn(ex, guarded_in_loop(url), [](std::exception_ptr) {});
    asio::co_spawn(ex, by_error_code(std::move(socket)), asio::detached);
    asio::co_spawn(ex, guarded_calls(timer, url), asio::detached);
    asio::co_spawn(ex, log_errors(poll_once(url)), asio::detached);
    asio::co_spawn(ex, [url]() -> asio::awaitable<void> {
      try {
        co_await poll_once(url);
      } catch (...) {
        log("lambda");
      }
    }, asio::detached);
    asio::co_spawn(ex, unguarded_calls(timer, url), asio::detached); // expect: async-unreferenced-task
    asio::co_spawn(ex, empty_handler(url), asio::detached); // expect: async-unreferenced-task
    asio::co_spawn(ex, gives_up_silently(url), asio::detached); // expect: async-unreferenced-task
    asio::co_spawn(ex, narrow(url), asio::detached); // expect: async-unreferenced-task
    asio::co_spawn(ex, half(url), asio::detached); // expect: async-unreferenced-task
    asio::co_spawn(ex, rethrows(url), asio::detached); // expect: async-unreferenced-task
    asio::co_spawn(ex, [url]() -> asio::awaitable<void> { co_await poll_once(url); }, asio::detached); // expect: async-unreferenced-task
    asio::co_spawn(ex, [](std::string u) -> asio::awaitable<void> { co_await poll_once(u); }(url), asio::detached); // expect: async-unreferenced-task
  }
};
