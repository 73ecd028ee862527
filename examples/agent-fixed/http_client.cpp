#include "http_client.hpp"

#include "deadline.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

namespace desk {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using namespace std::chrono_literals;
using asio::use_awaitable;
using asio::ip::tcp;

constexpr std::size_t max_connections = 8;

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

asio::awaitable<beast::tcp_stream> open_connection(asio::any_io_executor executor, std::string host, std::string port) {
  tcp::resolver resolver(executor);
  auto endpoints = co_await within(5s, "looking up " + host, resolver.async_resolve(host, port, use_awaitable));
  beast::tcp_stream stream(executor);
  stream.expires_after(5s);
  co_await stream.async_connect(endpoints, use_awaitable);
  stream.socket().set_option(tcp::no_delay(true));
  co_return stream;
}

asio::awaitable<Response> round_trip(beast::tcp_stream &stream, const Request &request, std::chrono::seconds limit) {
  stream.expires_after(limit);
  co_await http::async_write(stream, request, use_awaitable);
  beast::flat_buffer buffer;
  Response response;
  co_await http::async_read(stream, buffer, response, use_awaitable);
  co_return response;
}

} // namespace

HttpClient::HttpClient(asio::any_io_executor executor, const std::string &server, std::string session)
    : executor_(executor), session_(std::move(session)),
      connections_(std::make_shared<Limiter>(executor, max_connections)) {
  std::size_t colon = server.rfind(':');
  if (colon == std::string::npos)
    throw std::invalid_argument("the server must be given as host:port");
  host_ = server.substr(0, colon);
  port_ = server.substr(colon + 1);
}

asio::awaitable<json::value> HttpClient::send(bool post, std::string target, std::string body,
                                              std::chrono::seconds limit) const {
  Request request(post ? http::verb::post : http::verb::get, target, 11);
  request.set(http::field::host, host_);
  request.set(http::field::content_type, "application/json");
  request.set("X-Session", session_);
  request.keep_alive(false);
  request.body() = std::move(body);
  request.prepare_payload();

  auto permit = co_await connections_->acquire();
  beast::tcp_stream stream = co_await open_connection(executor_, host_, port_);
  Response response = co_await round_trip(stream, request, limit);
  if (http::to_status_class(response.result()) != http::status_class::successful)
    throw HttpError(response.result_int(), response.body());
  co_return json::parse(response.body());
}

asio::awaitable<json::value> HttpClient::get(std::string target, std::chrono::seconds limit) const {
  return send(false, std::move(target), {}, limit);
}

asio::awaitable<json::value> HttpClient::post(std::string target, json::value body, std::chrono::seconds limit) const {
  return send(true, std::move(target), json::serialize(body), limit);
}

} // namespace desk
