// RUN: %check_async_tidy %s async-missing-timeout %t
// A coroutine that sleeps and only asks an object for its executor does not look after it.
#include <boost/asio.hpp>
#include <chrono>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

class Client {
public:
  explicit Client(asio::io_context &loop) : socket_(loop), watched_(loop) {}
  auto get_executor() { return socket_.get_executor(); }
  void stop() { watched_.close(); }

  awaitable<std::size_t> receive() {
    co_return co_await socket_.async_read_some(asio::buffer(data_), use_awaitable); // expect: async-missing-timeout
  }
  awaitable<std::size_t> listen() { co_return co_await watched_.async_read_some(asio::buffer(data_), use_awaitable); }

private:
  tcp::socket socket_, watched_;
  std::string data_;
};

awaitable<void> rests(Client &client) {
  asio::steady_timer timer(client.get_executor());
  timer.expires_after(2s);
  co_await timer.async_wait(use_awaitable);
}

awaitable<void> watches(Client &client) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(2s);
  co_await timer.async_wait(use_awaitable);
  client.stop();
}
