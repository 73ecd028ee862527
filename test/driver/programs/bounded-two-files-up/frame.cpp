#include "wire.hpp"
net::awaitable<std::string> read_frame(net::ip::tcp::socket &socket) {
  std::string frame;
  co_await net::async_read_until(socket, net::dynamic_buffer(frame), '\n', net::use_awaitable);
  co_return frame;
}
