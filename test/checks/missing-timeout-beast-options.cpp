// RUN: %check_async_tidy %s async-missing-timeout %t
// Deadlines that come from options, parameters and other coroutines.
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <array>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>
namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

struct Options {
  std::chrono::milliseconds read{0};
  std::chrono::milliseconds write{5000};
};
asio::awaitable<void> with_options(beast::tcp_stream stream, Options o) {
  Request req;
  Response res;
  beast::flat_buffer buf;
  if (o.write.count() > 0)
    stream.expires_after(o.write);
  co_await http::async_write(stream, req, asio::use_awaitable);
  stream.expires_never();
  if (o.read > 0ms)
    stream.expires_after(o.read);
  co_await http::async_read(stream, buf, res, asio::use_awaitable); // expect: async-missing-timeout
}
struct Set {
  std::chrono::milliseconds read{0};
};
asio::awaitable<void> with_set(beast::tcp_stream stream, Set o) {
  Response res;
  beast::flat_buffer buf;
  if (o.read > 0ms)
    stream.expires_after(o.read);
  co_await http::async_read(stream, buf, res, asio::use_awaitable);
}
asio::awaitable<void> caller(beast::tcp_stream stream) {
  co_await with_set(std::move(stream), Set{.read = 5s});
}
asio::awaitable<void> helper(beast::tcp_stream &stream, std::chrono::seconds limit = {}) {
  Response res;
  beast::flat_buffer buf;
  if (limit.count() != 0)
    stream.expires_after(limit);
  co_await http::async_read(stream, buf, res, asio::use_awaitable);
}
asio::awaitable<void> c1(beast::tcp_stream stream) {
  co_await helper(stream); // expect: async-missing-timeout
}
asio::awaitable<void> c2(beast::tcp_stream stream) {
  co_await helper(stream, 5s);
}
asio::awaitable<void> connect(beast::tcp_stream &s, tcp::endpoint e) {
  s.expires_after(5s);
  co_await s.async_connect(e, asio::use_awaitable);
}
asio::awaitable<void> send(beast::tcp_stream &s) {
  Request req;
  co_await http::async_write(s, req, asio::use_awaitable);
}
asio::awaitable<void> flow(beast::tcp_stream s, tcp::endpoint e) {
  co_await connect(s, e);
  co_await send(s);
}
asio::awaitable<void> flow2(beast::tcp_stream s, tcp::endpoint e) {
  co_await send(s); // expect: async-missing-timeout
}
asio::awaitable<void> flow3(beast::tcp_stream s, tcp::endpoint e) {
  s.expires_after(10s);
  co_await send(s);
}
class Api {
  beast::tcp_stream stream_;
  beast::flat_buffer buf_;

public:
  asio::awaitable<Response> get(Request req) {
    stream_.expires_after(30s);
    co_await http::async_write(stream_, req, asio::use_awaitable);
    co_return co_await read();
  }

private:
  asio::awaitable<Response> read() {
    Response res;
    co_await http::async_read(stream_, buf_, res, asio::use_awaitable);
    co_return res;
  }
};
class Ws : public std::enable_shared_from_this<Ws> {
  websocket::stream<beast::tcp_stream> ws_;
  beast::flat_buffer buf_;

public:
  explicit Ws(tcp::socket s) : ws_(std::move(s)) {
    ws_.set_option(websocket::stream_base::timeout::suggested(beast::role_type::server));
  }
  asio::awaitable<void> run() {
    co_await ws_.async_accept(asio::use_awaitable);
    for (;;) {
      co_await ws_.async_read(buf_, asio::use_awaitable);
      buf_.clear();
    }
  }
};
