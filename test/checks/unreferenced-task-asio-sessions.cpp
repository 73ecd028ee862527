// RUN: %check_async_tidy %s async-unreferenced-task %t
// A chat server as people write it: sessions that see to their own errors, started through lambdas and members.
#include <boost/asio.hpp>
#include <cstdio>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;

awaitable<void> replicate(std::string message);
void log(const char *what);

class session : public std::enable_shared_from_this<session> {
  tcp::socket socket_;
  asio::steady_timer timer_;
  std::deque<std::string> queue_;

public:
  explicit session(tcp::socket socket) : socket_(std::move(socket)), timer_(socket_.get_executor()) {}

  void start() {
    asio::co_spawn(socket_.get_executor(), [self = shared_from_this()] { return self->reader(); }, asio::detached);
    asio::co_spawn(socket_.get_executor(), [self = shared_from_this()]() -> awaitable<void> { co_await self->writer(); }, asio::detached);
    asio::co_spawn(socket_.get_executor(), [self = shared_from_this()] { return self->replicator(); }, asio::detached); // expect: async-unreferenced-task
    asio::co_spawn(socket_.get_executor(), shared_from_this()->reader(), asio::detached);
    asio::co_spawn(socket_.get_executor(), replicator(), asio::consign(asio::detached, shared_from_this())); // expect: async-unreferenced-task
  }

private:
  awaitable<void> reader() {
    try {
      for (std::string line;;) {
        std::size_t n = co_await asio::async_read_until(socket_, asio::dynamic_buffer(line, 1024), "\n", asio::use_awaitable);
        queue_.push_back(line.substr(0, n));
        line.erase(0, n);
      }
    } catch (std::exception &) {
      stop();
    }
  }

  awaitable<void> writer() {
    try {
      while (socket_.is_open()) {
        if (queue_.empty()) {
          boost::system::error_code ec;
          co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        } else {
          co_await asio::async_write(socket_, asio::buffer(queue_.front()), asio::use_awaitable);
          queue_.pop_front();
        }
      }
    } catch (std::exception &) {
      stop();
    }
  }

  awaitable<void> replicator() {
    for (;;)
      co_await replicate(queue_.front());
  }

  void stop() {
    socket_.close();
    timer_.cancel();
  }
};

awaitable<void> listener(tcp::acceptor acceptor) {
  for (;;)
    std::make_shared<session>(co_await acceptor.async_accept(asio::use_awaitable))->start();
}

awaitable<void> echo(tcp::socket socket) {
  try {
    char data[1024];
    for (;;) {
      std::size_t n = co_await socket.async_read_some(asio::buffer(data), asio::use_awaitable);
      co_await asio::async_write(socket, asio::buffer(data, n), asio::use_awaitable);
    }
  } catch (std::exception &e) {
    std::printf("echo Exception: %s\n", e.what());
  }
}

awaitable<void> echo_listener() {
  auto executor = co_await asio::this_coro::executor;
  tcp::acceptor acceptor(executor, {tcp::v4(), 55555});
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(executor, echo(std::move(socket)), asio::detached);
  }
}

int main() {
  try {
    asio::io_context io_context(1);
    asio::signal_set signals(io_context, 2, 15);
    signals.async_wait([&](auto, auto) { io_context.stop(); });
    asio::co_spawn(io_context, listener(tcp::acceptor(io_context, {tcp::v4(), 1234})), asio::detached);
    asio::co_spawn(io_context, echo_listener(), asio::detached);
    io_context.run();
  } catch (std::exception &e) {
    std::printf("Exception: %s\n", e.what());
  }
}
