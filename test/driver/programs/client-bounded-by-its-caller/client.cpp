#include "client.hpp"
namespace net = boost::asio;
net::awaitable<std::string> Client::ask(std::string question) {
  co_await net::async_write(socket_, net::buffer(question), net::use_awaitable);
  std::string answer;
  co_await net::async_read_until(socket_, net::dynamic_buffer(answer), '\n', net::use_awaitable);
  co_return answer;
}
net::awaitable<std::string> Client::listen() {
  std::string event;
  co_await net::async_read_until(socket_, net::dynamic_buffer(event), '\n', net::use_awaitable); // expect: async-missing-timeout
  co_return event;
}
