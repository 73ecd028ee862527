#include "wire.hpp"
net::awaitable<std::string> hasty(net::ip::tcp::socket socket) {
  std::string message = co_await read_message(socket); // expect: async-missing-timeout
  message += co_await read_frame(socket);
  co_return message;
}
