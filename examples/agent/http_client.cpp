#include "http_client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
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
    : executor_(executor), session_(std::move(session)) {
  std::size_t colon = server.rfind(':');
  if (colon == std::string::npos)
    throw std::invalid_argument("the server must be given as host:port");
  host_ = server.substr(0, colon);
  port_ = server.substr(colon + 1);
}

Request HttpClient::request(bool post, const std::string &target, std::string body) const {
  Request request(post ? http::verb::post : http::verb::get, target, 11);
  request.set(http::field::host, host_);
  request.set(http::field::content_type, "application/json");
  request.set("X-Session", session_);
  request.keep_alive(false);
  request.body() = std::move(body);
  request.prepare_payload();
  return request;
}

asio::awaitable<json::value> HttpClient::send(bool post, std::string target, std::string body) const {
  tcp::socket socket = co_await open_connection(executor_, host_, port_);
  Response response = co_await round_trip(socket, request(post, target, std::move(body)));
  if (http::to_status_class(response.result()) != http::status_class::successful)
    throw HttpError(response.result_int(), response.body());
  co_return json::parse(response.body());
}

asio::awaitable<void> HttpClient::stream(std::string target, json::value body,
                                         std::function<void(const json::value &)> receive) const {
  tcp::socket socket = co_await open_connection(executor_, host_, port_);
  Request asked = request(true, target, json::serialize(body));
  co_await http::async_write(socket, asked, use_awaitable);
  beast::flat_buffer buffer;
  http::response_parser<http::empty_body> head;
  co_await http::async_read_header(socket, buffer, head, use_awaitable);
  if (http::to_status_class(head.get().result()) != http::status_class::successful)
    throw HttpError(head.get().result_int(), "");

  std::string text = beast::buffers_to_string(buffer.data());
  for (;;) {
    boost::system::error_code failed;
    std::size_t size = co_await asio::async_read_until(socket, asio::dynamic_buffer(text), "\n\n",
                                                       asio::redirect_error(use_awaitable, failed));
    if (failed == asio::error::eof)
      co_return;
    if (failed)
      throw boost::system::system_error(failed);
    std::string event = text.substr(0, size);
    text.erase(0, size);
    receive(json::parse(event.substr(event.find(' ') + 1)));
  }
}

asio::awaitable<json::value> HttpClient::get(std::string target) const { return send(false, std::move(target), {}); }

asio::awaitable<json::value> HttpClient::post(std::string target, json::value body) const {
  return send(true, std::move(target), json::serialize(body));
}

asio::awaitable<ServerFacts> HttpClient::facts() const {
  json::value models = co_await get("/v1/models");
  json::value limits = co_await get("/v1/limits");
  ServerFacts facts;
  facts.model = models.at("data").at(0).at("id").as_string();
  facts.max_tokens = limits.at("max_tokens").as_int64();
  co_return facts;
}

} // namespace desk
