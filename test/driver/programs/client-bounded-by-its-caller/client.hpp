#pragma once
#include <folly/coro/Task.h>
#include <boost/asio.hpp>
#include <string>
class Client {
public:
  explicit Client(boost::asio::io_context &io) : socket_(io) {}
  boost::asio::awaitable<std::string> ask(std::string question);
  boost::asio::awaitable<std::string> listen();

private:
  boost::asio::ip::tcp::socket socket_;
};
