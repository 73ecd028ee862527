// RUN: %check_async_tidy %s async-swallowed-cancellation %t
// Asio: the error is a code, and each await after a cancelled one throws again.
#include <boost/asio.hpp>
#include <array>
#include <chrono>
#include <exception>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

awaitable<void> session(tcp::socket &socket);
awaitable<void> greet(tcp::socket &socket);
void log(const char *text);

awaitable<void> spinning(tcp::socket &socket) {
  for (;;) {
    try {
      co_await session(socket);
    } catch (...) { // expect: async-swallowed-cancellation // expect-message: this handler takes the cancellation of 'session' for any other error, and as every await throws again after it, the loop spins; rethrow when the code of the error is 'operation_aborted'
      log("session ended");
    }
  }
}

awaitable<void> retries(tcp::socket &socket) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    try {
      co_await session(socket);
      co_return;
    } catch (const std::exception &e) { // expect: async-swallowed-cancellation
      log(e.what());
    }
  }
}

awaitable<void> retries_by_code(tcp::socket &socket) {
  while (true) {
    try {
      co_await session(socket);
    } catch (const boost::system::system_error &e) { // expect: async-swallowed-cancellation
      if (e.code() == asio::error::eof)
        break;
      log(e.what());
    }
  }
}

// The next await throws what this handler caught.
awaitable<void> sticky(tcp::socket &socket) {
  try {
    co_await greet(socket);
  } catch (const std::exception &e) {
    log(e.what());
  }
  co_await session(socket);
}

awaitable<void> looks_at_the_code(tcp::socket &socket) {
  for (;;) {
    try {
      co_await session(socket);
    } catch (const boost::system::system_error &e) {
      if (e.code() == asio::error::operation_aborted)
        throw;
      log(e.what());
    }
  }
}

awaitable<void> only_the_end(tcp::socket &socket) {
  for (;;) {
    try {
      co_await session(socket);
    } catch (const boost::system::system_error &e) {
      if (e.code() != asio::error::eof)
        throw;
      log("again");
    }
  }
}

awaitable<void> asks_the_state(tcp::socket &socket) {
  for (;;) {
    try {
      co_await session(socket);
    } catch (const std::exception &e) {
      log(e.what());
    }
    auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none)
      co_return;
  }
}

awaitable<void> ends(tcp::socket &socket) {
  try {
    for (;;)
      co_await session(socket);
  } catch (const std::exception &e) {
    log(e.what());
  }
}

awaitable<void> reads_on(tcp::socket &socket) {
  std::array<char, 512> data;
  boost::system::error_code ec;
  for (;;) {
    std::size_t n = co_await socket.async_read_some(asio::buffer(data), asio::redirect_error(use_awaitable, ec));
    if (ec) { // expect: async-swallowed-cancellation // expect-message: this check takes the cancellation of 'async_read_some' for any other failure and the loop goes on, so cancelling 'reads_on' does nothing; end the loop when the code is 'operation_aborted'
      log("read failed");
      continue;
    }
    log(n ? "data" : "nothing");
  }
}

awaitable<void> accepts_on(tcp::acceptor &acceptor) {
  for (;;) {
    auto [ec, socket] = co_await acceptor.async_accept(asio::as_tuple(use_awaitable));
    if (!ec) // expect: async-swallowed-cancellation
      co_await greet(socket);
  }
}

awaitable<void> accepts_until_closed(tcp::acceptor &acceptor) {
  for (;;) {
    auto [ec, socket] = co_await acceptor.async_accept(asio::as_tuple(use_awaitable));
    if (ec == asio::error::operation_aborted)
      co_return;
    if (ec)
      continue;
    co_await greet(socket);
  }
}

awaitable<void> reads_until_error(tcp::socket &socket) {
  std::array<char, 512> data;
  boost::system::error_code ec;
  while (!ec)
    co_await socket.async_read_some(asio::buffer(data), asio::redirect_error(use_awaitable, ec));
}

awaitable<void> retries_only_one_error(tcp::socket &socket) {
  std::array<char, 512> data;
  for (;;) {
    auto [ec, n] = co_await socket.async_read_some(asio::buffer(data), asio::as_tuple(use_awaitable));
    if (ec == asio::error::try_again)
      continue;
    if (ec)
      throw boost::system::system_error(ec);
    log(n ? "data" : "nothing");
  }
}

// A timer is cancelled to wake its waiter.
awaitable<void> woken(asio::steady_timer &timer) {
  for (;;) {
    auto [ec] = co_await timer.async_wait(asio::as_tuple(use_awaitable));
    if (ec)
      log("woken early");
    timer.expires_after(30s);
  }
}
