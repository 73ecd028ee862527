// RUN: %check_async_tidy %s async-blocking-call %t
// The synchronous members of Asio objects and their asynchronous twins.
#include <boost/asio.hpp>
#include <chrono>
#include <string>
namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using namespace std::chrono_literals;

asio::awaitable<tcp::socket> take_client(tcp::acceptor& acceptor) {
  tcp::socket client = acceptor.accept(); // expect: async-blocking-call
  client.set_option(tcp::no_delay(true));
  co_return client;
}

asio::awaitable<std::size_t> echo_once(tcp::socket& socket) {
  std::string data(512, '\0');
  std::size_t n = socket.read_some(asio::buffer(data)); // expect: async-blocking-call
  boost::system::error_code ec;
  socket.write_some(asio::buffer(data, n), ec); // expect: async-blocking-call
  co_return n;
}

asio::awaitable<void> pause(asio::steady_timer& timer) {
  timer.expires_after(1s);
  timer.wait(); // expect: async-blocking-call
  co_return;
}

asio::awaitable<std::size_t> ask_dns(udp::socket& socket, udp::endpoint server, std::string query) {
  socket.send_to(asio::buffer(query), server); // expect: async-blocking-call
  char reply[512];
  udp::endpoint from;
  co_return socket.receive_from(asio::buffer(reply), from); // expect: async-blocking-call
}

asio::awaitable<std::size_t> serve(tcp::acceptor& acceptor, asio::steady_timer& timer) {
  boost::system::error_code ec;
  acceptor.bind(tcp::endpoint(tcp::v4(), 8080), ec);
  acceptor.listen(16, ec);
  tcp::socket client = co_await acceptor.async_accept(asio::use_awaitable);
  timer.expires_after(1s);
  co_await timer.async_wait(asio::use_awaitable);
  std::string data(512, '\0');
  std::size_t n = co_await client.async_read_some(asio::buffer(data), asio::use_awaitable);
  co_await client.async_write_some(asio::buffer(data, n), asio::use_awaitable);
  auto peer = client.remote_endpoint(ec);
  client.close(ec);
  co_return n + peer.port();
}
