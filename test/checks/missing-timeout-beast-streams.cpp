// RUN: %check_async_tidy %s async-missing-timeout %t
// Deadlines on Beast streams: on every path, on one, taken away, bypassed.
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

asio::awaitable<void> one_path(beast::tcp_stream &stream, bool slow) {
  if (slow)
    stream.expires_after(30s);
  beast::flat_buffer buffer;
  Response res;
  co_await http::async_read(stream, buffer, res, asio::use_awaitable); // expect: async-missing-timeout
}
asio::awaitable<void> both_paths(beast::tcp_stream &stream, bool slow) {
  if (slow)
    stream.expires_after(30s);
  else
    stream.expires_after(3s);
  beast::flat_buffer buffer;
  Response res;
  co_await http::async_read(stream, buffer, res, asio::use_awaitable);
}
asio::awaitable<void> switched(beast::tcp_stream &stream, int kind) {
  switch (kind) {
  case 0:
    stream.expires_after(30s);
    break;
  case 1:
    stream.expires_at(std::chrono::steady_clock::now() + 3s);
    break;
  default:
    break;
  }
  beast::flat_buffer buffer;
  Response res;
  co_await http::async_read(stream, buffer, res, asio::use_awaitable); // expect: async-missing-timeout
}
asio::awaitable<Response> get(std::string host) {
  auto ex = co_await asio::this_coro::executor;
  tcp::resolver resolver(ex);
  beast::tcp_stream stream(ex);
  auto results = co_await resolver.async_resolve(host, "80", asio::use_awaitable); // expect: async-missing-timeout
  stream.expires_after(30s);
  co_await stream.async_connect(results, asio::use_awaitable);
  Request req{http::verb::get, "/", 11};
  co_await http::async_write(stream, req, asio::use_awaitable);
  beast::flat_buffer buffer;
  Response res;
  co_await http::async_read(stream, buffer, res, asio::use_awaitable);
  co_return res;
}
asio::awaitable<void> never(beast::tcp_stream &stream, Request req) {
  stream.expires_after(30s);
  co_await http::async_write(stream, req, asio::use_awaitable);
  stream.expires_never();
  beast::flat_buffer buffer;
  Response res;
  co_await http::async_read(stream, buffer, res, asio::use_awaitable); // expect: async-missing-timeout
}
asio::awaitable<void> bypass(beast::tcp_stream &stream) {
  stream.expires_after(30s);
  std::array<char, 10> b;
  co_await asio::async_read(stream.socket(), asio::buffer(b), asio::use_awaitable); // expect: async-missing-timeout
}
asio::awaitable<void> tls(beast::ssl_stream<beast::tcp_stream> stream) {
  beast::get_lowest_layer(stream).expires_after(30s);
  co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
  beast::flat_buffer buffer;
  Response res;
  co_await http::async_read(stream, buffer, res, asio::use_awaitable);
}
asio::awaitable<void> tls_none(beast::ssl_stream<beast::tcp_stream> stream) {
  co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable); // expect: async-missing-timeout
}
asio::awaitable<void> tls2(beast::ssl_stream<beast::tcp_stream> stream) {
  stream.next_layer().expires_after(30s);
  co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
}
asio::awaitable<void> session(beast::tcp_stream stream) {
  beast::flat_buffer buffer;
  for (;;) {
    stream.expires_after(30s);
    Request req;
    co_await http::async_read(stream, buffer, req, asio::use_awaitable);
    Response res;
    co_await http::async_write(stream, res, asio::use_awaitable);
  }
}
asio::awaitable<void> in_loop(beast::tcp_stream stream) {
  beast::flat_buffer buffer;
  for (int i = 0; i < 3; ++i) {
    Request req;
    co_await http::async_read(stream, buffer, req, asio::use_awaitable); // expect: async-missing-timeout
    stream.expires_after(30s);
    Response res;
    co_await http::async_write(stream, res, asio::use_awaitable);
    stream.expires_never();
  }
}
asio::awaitable<void> ws(websocket::stream<beast::tcp_stream> ws) {
  beast::get_lowest_layer(ws).expires_after(30s);
  co_await beast::get_lowest_layer(ws).async_connect(tcp::endpoint(), asio::use_awaitable);
  beast::get_lowest_layer(ws).expires_never();
  ws.set_option(websocket::stream_base::timeout::suggested(beast::role_type::client));
  co_await ws.async_handshake("h", "/", asio::use_awaitable);
  beast::flat_buffer b;
  co_await ws.async_read(b, asio::use_awaitable);
}
asio::awaitable<void> ws_none(websocket::stream<beast::tcp_stream> ws) {
  ws.set_option(websocket::stream_base::decorator([](websocket::request_type &) {}));
  co_await ws.async_handshake("h", "/", asio::use_awaitable); // expect: async-missing-timeout
  beast::flat_buffer b;
  co_await ws.async_read(b, asio::use_awaitable);
}
