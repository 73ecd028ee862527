// The helper is handed the stream, through another one: who has it answers for it, in this file and in no header.
#include "exchange.hpp"
#include <memory>
namespace net = boost::asio;
struct Connection {
  net::ip::tcp::socket socket;
};
static net::awaitable<std::string> on_connection(Connection &connection, std::string request) {
  co_return co_await exchange(connection.socket, std::move(request));
}
net::awaitable<std::unique_ptr<Connection>> next_connection();
net::awaitable<std::string> ask_pool(std::string request) {
  auto connection = co_await next_connection();
  co_return co_await on_connection(*connection, std::move(request)); // expect: async-missing-timeout
}
