// RUN: %check_async_tidy %s async-blocking-call %t
// After non_blocking(true) the synchronous members return at once with would_block.
#include <boost/asio.hpp>
#include <string>
namespace asio = boost::asio;
using asio::ip::tcp;

asio::awaitable<std::string> drain(tcp::socket& socket) {
  socket.non_blocking(true);
  std::string all;
  char buffer[1024];
  for (;;) {
    boost::system::error_code ec;
    std::size_t n = socket.read_some(asio::buffer(buffer), ec);
    if (ec == asio::error::would_block) {
      co_await socket.async_wait(tcp::socket::wait_read, asio::use_awaitable);
      continue;
    }
    if (ec) break;
    all.append(buffer, n);
  }
  co_return all;
}

asio::awaitable<std::size_t> drain_switched_off(tcp::socket& socket) {
  socket.non_blocking(false);
  char buffer[1024];
  boost::system::error_code ec;
  co_return socket.read_some(asio::buffer(buffer), ec); // expect: async-blocking-call
}

asio::awaitable<std::size_t> copy(tcp::socket& from, tcp::socket& to) {
  from.non_blocking(true);
  char buffer[1024];
  boost::system::error_code ec;
  std::size_t n = from.receive(asio::buffer(buffer), 0, ec);
  to.send(asio::buffer(buffer, n)); // expect: async-blocking-call
  co_return n;
}

struct Control {
  explicit Control(tcp::acceptor acceptor) : acceptor(std::move(acceptor)) {}
  asio::awaitable<bool> anyone(tcp::socket& peer) {
    acceptor.non_blocking(true);
    boost::system::error_code ec;
    acceptor.accept(peer, ec);
    co_return !ec;
  }
  tcp::acceptor acceptor;
};
