#include "wire.hpp"
net::awaitable<std::string> read_message(net::ip::tcp::socket &socket) {
  std::string message = co_await read_frame(socket);
  message += co_await read_frame(socket);
  co_return message;
}
