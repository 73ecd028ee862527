#include "deadline.hpp"
static net::awaitable<std::string> line(net::ip::tcp::socket &socket) {
  std::string text;
  co_await net::async_read_until(socket, net::dynamic_buffer(text), '\n', net::use_awaitable);
  co_return text;
}
net::awaitable<std::string> first(net::ip::tcp::socket socket) {
  co_return co_await within(line(socket), std::chrono::seconds(5));
}
net::awaitable<std::string> second(net::ip::tcp::socket socket) { co_return co_await usual(line(socket)); }
net::awaitable<std::string> third(net::ip::tcp::socket socket) {
  co_return co_await traced(line(socket)); // expect: async-missing-timeout
}
