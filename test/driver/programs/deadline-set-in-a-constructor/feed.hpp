#pragma once
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
namespace net = boost::asio;
namespace beast = boost::beast;

class Feed {
public:
  explicit Feed(net::io_context &loop);
  net::awaitable<void> next();
  net::awaitable<void> other();

private:
  beast::websocket::stream<beast::tcp_stream> updates_, log_;
  beast::flat_buffer buffer_;
};
