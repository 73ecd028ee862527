// RUN: %check_async_tidy %s async-missing-timeout %t
// Timers and coroutines that close the object of the operation, or that emit its cancellation signal.
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <array>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>
namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

asio::awaitable<std::size_t> handler(tcp::socket socket) {
  asio::steady_timer timer(socket.get_executor(), 5s);
  timer.async_wait([&](boost::system::error_code ec) {
    if (!ec)
      socket.cancel();
  });
  std::array<char, 100> b;
  std::size_t n = co_await socket.async_read_some(asio::buffer(b), asio::use_awaitable);
  timer.cancel();
  co_return n;
}
asio::awaitable<std::size_t> partial(tcp::socket socket) {
  asio::steady_timer timer(socket.get_executor(), 5s);
  timer.async_wait([&](boost::system::error_code ec) {
    if (!ec)
      socket.close();
  });
  std::array<char, 100> b;
  std::size_t n = co_await socket.async_read_some(asio::buffer(b), asio::use_awaitable);
  timer.cancel();
  co_await asio::async_write(socket, asio::buffer(b), asio::use_awaitable); // expect: async-missing-timeout
  co_return n;
}
asio::awaitable<void> watch(tcp::socket &socket, asio::steady_timer &timer) {
  boost::system::error_code ec;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
  if (!ec)
    socket.close();
}
asio::awaitable<void> spawned(tcp::socket socket) {
  asio::steady_timer timer(socket.get_executor(), 5s);
  asio::co_spawn(socket.get_executor(), watch(socket, timer), asio::detached);
  std::array<char, 100> b;
  co_await asio::async_read(socket, asio::buffer(b), asio::use_awaitable);
  timer.cancel();
}
asio::awaitable<void> signal(tcp::socket socket) {
  asio::cancellation_signal stop;
  asio::steady_timer timer(socket.get_executor(), 5s);
  timer.async_wait([&](boost::system::error_code ec) {
    if (!ec)
      stop.emit(asio::cancellation_type::terminal);
  });
  std::array<char, 100> b;
  co_await asio::async_read(socket, asio::buffer(b), asio::bind_cancellation_slot(stop.slot(), asio::use_awaitable));
}
asio::awaitable<void> signal_other(tcp::socket socket) {
  asio::cancellation_signal stop;
  asio::steady_timer timer(socket.get_executor(), 5s);
  timer.async_wait([&](boost::system::error_code ec) {
    if (!ec)
      stop.emit(asio::cancellation_type::terminal);
  });
  std::array<char, 100> b;
  co_await asio::async_read(socket, asio::buffer(b), asio::use_awaitable); // expect: async-missing-timeout
}
asio::awaitable<void> other_object(tcp::socket a, tcp::socket b) {
  asio::steady_timer timer(a.get_executor(), 5s);
  timer.async_wait([&](boost::system::error_code ec) {
    if (!ec)
      a.close();
  });
  std::array<char, 100> d;
  co_await asio::async_read(a, asio::buffer(d), asio::use_awaitable);
  co_await asio::async_write(b, asio::buffer(d), asio::use_awaitable); // expect: async-missing-timeout
}
struct session : std::enable_shared_from_this<session> {
  tcp::socket socket_;
  asio::steady_timer timer_;
  std::string in_;
  asio::awaitable<void> reader() {
    for (;;) {
      timer_.expires_after(30s);
      co_await asio::async_read_until(socket_, asio::dynamic_buffer(in_), '\n', asio::use_awaitable);
    }
  }
  asio::awaitable<void> watchdog() {
    while (socket_.is_open()) {
      boost::system::error_code ec;
      co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      if (timer_.expiry() <= std::chrono::steady_clock::now())
        socket_.close();
    }
  }
  void start() {
    asio::co_spawn(socket_.get_executor(), [self = shared_from_this()] { return self->reader(); }, asio::detached);
    asio::co_spawn(socket_.get_executor(), [self = shared_from_this()] { return self->watchdog(); }, asio::detached);
  }
};
struct plain : std::enable_shared_from_this<plain> {
  tcp::socket socket_;
  std::string in_;
  asio::awaitable<void> reader() {
    for (;;) {
      co_await asio::async_read_until(socket_, asio::dynamic_buffer(in_), '\n', asio::use_awaitable); // expect: async-missing-timeout
    }
  }
  void start() {
    asio::co_spawn(socket_.get_executor(), [self = shared_from_this()] { return self->reader(); }, asio::detached);
  }
};
struct armed : std::enable_shared_from_this<armed> {
  tcp::socket socket_;
  asio::steady_timer timer_;
  std::string in_;
  void arm() {
    timer_.expires_after(30s);
    timer_.async_wait([self = shared_from_this()](boost::system::error_code ec) {
      if (!ec)
        self->on_timeout();
    });
  }
  void on_timeout() {
    socket_.close();
  }
  asio::awaitable<void> reader() {
    arm();
    co_await asio::async_read_until(socket_, asio::dynamic_buffer(in_), '\n', asio::use_awaitable);
  }
};
