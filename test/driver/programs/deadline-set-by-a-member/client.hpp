#pragma once
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
namespace net = boost::asio;
namespace beast = boost::beast;

class Client {
public:
  explicit Client(net::io_context &loop);
  net::awaitable<void> ask();
  net::awaitable<void> listen();

private:
  void arm();
  void greet();
  beast::tcp_stream stream_, other_;
  beast::flat_buffer buffer_;
  beast::http::response<beast::http::string_body> reply_;
};
