// RUN: %check_async_tidy %s async-blocking-call %t
// Synchronous Asio calls whose twins take the same arguments and a token at the end.
#include <boost/asio.hpp>
#include <string>

boost::asio::awaitable<std::string> read_line(boost::asio::ip::tcp::socket& socket) {
  std::string line;
  auto n = boost::asio::read_until(socket, boost::asio::dynamic_buffer(line), '\n'); // expect: async-blocking-call
  // expect-fix:   auto n = co_await boost::asio::async_read_until(socket, boost::asio::dynamic_buffer(line), '\n', boost::asio::use_awaitable);
  co_return line.substr(0, n);
}

boost::asio::awaitable<std::size_t> read_exactly(boost::asio::ip::tcp::socket& socket, std::string& body) {
  auto n = boost::asio::read(socket, boost::asio::buffer(body)); // expect: async-blocking-call
  // expect-fix:   auto n = co_await boost::asio::async_read(socket, boost::asio::buffer(body), boost::asio::use_awaitable);
  boost::asio::write(socket, boost::asio::buffer("ok", 2)); // expect: async-blocking-call
  // expect-fix:   co_await boost::asio::async_write(socket, boost::asio::buffer("ok", 2), boost::asio::use_awaitable);
  co_return n;
}

boost::asio::awaitable<void> dial(boost::asio::ip::tcp::socket& socket, std::string host) {
  boost::asio::ip::tcp::resolver resolver(co_await boost::asio::this_coro::executor);
  auto found = resolver.resolve(host, "443"); // expect: async-blocking-call
  // expect-fix:   auto found = co_await resolver.async_resolve(host, "443", boost::asio::use_awaitable);
  boost::asio::connect(socket, found); // expect: async-blocking-call
  // expect-fix:   co_await boost::asio::async_connect(socket, found, boost::asio::use_awaitable);
}

boost::asio::awaitable<void> dial_one(boost::asio::ip::tcp::socket& socket, boost::asio::ip::tcp::endpoint peer) {
  socket.connect(peer); // expect: async-blocking-call
  // expect-fix:   co_await socket.async_connect(peer, boost::asio::use_awaitable);
  co_return;
}

boost::asio::awaitable<std::size_t> relay(boost::asio::ip::tcp::socket& from, boost::asio::ip::tcp::socket& to) {
  std::string body(256, '\0');
  auto n = co_await boost::asio::async_read(from, boost::asio::buffer(body), boost::asio::use_awaitable);
  co_await boost::asio::async_write(to, boost::asio::buffer(body, n), boost::asio::use_awaitable);
  boost::system::error_code ec;
  to.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ec);
  auto copied = boost::asio::buffer_copy(boost::asio::buffer(body), boost::asio::buffer("end", 3));
  co_return n + copied;
}
