#include "http_client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
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
using asio::ip::tcp;
using async::use_task;

template <class Message> void throw_unless_successful(const Message &answer, const std::string &body) {
  if (http::to_status_class(answer.result()) != http::status_class::successful)
    throw HttpError(answer.result_int(), body);
}

async::task<tcp::socket> connect(std::string host, std::string port) {
  tcp::resolver resolver(async::this_loop());
  auto endpoints = co_await resolver.async_resolve(host, port, use_task);
  tcp::socket socket(async::this_loop());
  co_await asio::async_connect(socket, endpoints, use_task);
  socket.set_option(tcp::no_delay(true));
  co_return socket;
}

async::task<std::string> exchange(std::string host, std::string port, Request request) {
  tcp::socket socket = co_await async::wait_for(connect(host, port), 5s);
  co_await http::async_write(socket, request, use_task);
  beast::flat_buffer buffer;
  http::response<http::string_body> answer;
  co_await http::async_read(socket, buffer, answer, use_task);
  throw_unless_successful(answer, answer.body());
  co_return std::move(answer.body());
}

/// Sends the request and reads the head of the answer. Gives what came of the body with it.
async::task<std::string> open_stream(tcp::socket &socket, const Request &request) {
  co_await http::async_write(socket, request, use_task);
  beast::flat_buffer buffer;
  http::response_parser<http::empty_body> head;
  co_await http::async_read_header(socket, buffer, head, use_task);
  throw_unless_successful(head.get(), "");
  co_return beast::buffers_to_string(buffer.data());
}

/// The text up to the next empty line; nothing at the end of the stream. `read` keeps what came after it.
async::task<std::string> next_event(tcp::socket &socket, std::string &read) {
  try {
    std::size_t size = co_await asio::async_read_until(socket, asio::dynamic_buffer(read), "\n\n", use_task);
    std::string event = read.substr(0, size);
    read.erase(0, size);
    co_return event;
  } catch (const boost::system::system_error &error) {
    if (error.code() != asio::error::eof)
      throw;
  }
  co_return "";
}

} // namespace

HttpClient::HttpClient(const std::string &server, std::string session) : session_(std::move(session)) {
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

async::task<json::value> HttpClient::send(Request request, std::chrono::seconds limit) const {
  std::string body = co_await async::wait_for(exchange(host_, port_, std::move(request)), limit);
  co_return json::parse(body);
}

async::task<json::value> HttpClient::get(std::string target, std::chrono::seconds limit) const {
  return send(request(false, target, {}), limit);
}

async::task<json::value> HttpClient::post(std::string target, json::value body, std::chrono::seconds limit) const {
  return send(request(true, target, json::serialize(body)), limit);
}

async::generator<json::value> HttpClient::stream(std::string target, json::value body,
                                                 std::chrono::seconds limit) const {
  tcp::socket socket = co_await async::wait_for(connect(host_, port_), 5s);
  Request asked = request(true, target, json::serialize(body));
  std::string read = co_await async::wait_for(open_stream(socket, asked), limit);
  for (;;) {
    std::string event = co_await async::wait_for(next_event(socket, read), limit);
    if (event.empty())
      co_return;
    co_yield json::parse(event.substr(event.find(' ') + 1));
  }
}

async::task<ServerFacts> HttpClient::facts() const {
  auto [models, limits] = co_await async::gather(get("/v1/models", 5s), get("/v1/limits", 5s));
  ServerFacts facts;
  facts.model = models.at("data").at(0).at("id").as_string();
  facts.max_tokens = limits.at("max_tokens").as_int64();
  co_return facts;
}

} // namespace desk
