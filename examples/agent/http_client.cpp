#include "http_client.hpp"

#include <boost/asio/connect.hpp>
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
using asio::use_awaitable;
using asio::ip::tcp;

constexpr std::size_t max_connections = 8;

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

tcp::resolver::results_type endpoints_of(const asio::any_io_executor &executor, const std::string &host,
                                         const std::string &port) {
  tcp::resolver resolver(executor);
  return resolver.resolve(host, port);
}

asio::awaitable<tcp::socket> open_connection(asio::any_io_executor executor, std::string host, std::string port) {
  tcp::socket socket(executor);
  co_await asio::async_connect(socket, endpoints_of(executor, host, port), use_awaitable);
  socket.set_option(tcp::no_delay(true));
  co_return socket;
}

asio::awaitable<Response> round_trip(tcp::socket &socket, const Request &request) {
  co_await http::async_write(socket, request, use_awaitable);
  beast::flat_buffer buffer;
  Response response;
  co_await http::async_read(socket, buffer, response, use_awaitable);
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

asio::awaitable<json::value> HttpClient::send(bool post, std::string target, std::string body) const {
  Request request(post ? http::verb::post : http::verb::get, target, 11);
  request.set(http::field::host, host_);
  request.set(http::field::content_type, "application/json");
  request.set("X-Session", session_);
  request.keep_alive(false);
  request.body() = std::move(body);
  request.prepare_payload();

  auto permit = connections_->acquire();
  tcp::socket socket = co_await open_connection(executor_, host_, port_);
  Response response = co_await round_trip(socket, request);
  if (http::to_status_class(response.result()) != http::status_class::successful)
    throw HttpError(response.result_int(), response.body());
  co_return json::parse(response.body());
}

asio::awaitable<json::value> HttpClient::get(std::string target) const { return send(false, std::move(target), {}); }

asio::awaitable<json::value> HttpClient::post(std::string target, json::value body) const {
  return send(true, std::move(target), json::serialize(body));
}

} // namespace desk
