// RUN: %check_async_tidy %s async-blocking-call %t
// Beast's synchronous calls over a stream, against its asynchronous ones and what only touches buffers.
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <string>
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using request = http::request<http::string_body>;
using response = http::response<http::string_body>;

static request make_request(std::string host, std::string body) {
  request message(http::verb::post, "/v1/complete", 11);
  message.set(http::field::host, host);
  message.body() = std::move(body);
  message.prepare_payload();
  return message;
}

asio::awaitable<std::string> post_blocking(tcp::resolver::results_type where, std::string host, std::string body) {
  beast::tcp_stream stream(co_await asio::this_coro::executor);
  stream.connect(where); // expect: async-blocking-call
  http::write(stream, make_request(host, std::move(body))); // expect: async-blocking-call
  beast::flat_buffer buffer;
  response reply;
  http::read(stream, buffer, reply); // expect: async-blocking-call
  co_return reply.body();
}

asio::awaitable<std::string> post(tcp::resolver::results_type where, std::string host, std::string body) {
  beast::tcp_stream stream(co_await asio::this_coro::executor);
  stream.expires_after(std::chrono::seconds(30));
  co_await stream.async_connect(where, asio::use_awaitable);
  auto message = make_request(host, std::move(body));
  co_await http::async_write(stream, message, asio::use_awaitable);
  beast::flat_buffer buffer;
  response reply;
  co_await http::async_read(stream, buffer, reply, asio::use_awaitable);
  beast::error_code ec;
  stream.socket().shutdown(tcp::socket::shutdown_both, ec);
  stream.close();
  co_return reply.body();
}

asio::awaitable<std::size_t> local_endpoints(tcp::socket& socket) {
  auto address = asio::ip::make_address("127.0.0.1");
  tcp::endpoint endpoint(address, 8080);
  tcp::acceptor acceptor(co_await asio::this_coro::executor, endpoint);
  co_return socket.remote_endpoint().port() + acceptor.local_endpoint().port();
}
