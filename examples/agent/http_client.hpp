// JSON over HTTP/1.1. Every request has a connection of its own.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

namespace desk {

struct HttpError : std::runtime_error {
  unsigned status;
  HttpError(unsigned status, const std::string &body)
      : std::runtime_error("HTTP status " + std::to_string(status) + ": " + body), status(status) {}
};

/// What the server says of itself.
struct ServerFacts {
  std::string model;
  std::int64_t max_tokens = 0;
};

class HttpClient {
  boost::asio::any_io_executor executor_;
  std::string host_, port_, session_;

  boost::beast::http::request<boost::beast::http::string_body> request(bool post, const std::string &target,
                                                                       std::string body) const;
  boost::asio::awaitable<boost::json::value> send(bool post, std::string target, std::string body) const;

public:
  /// `server` is host:port; `session` goes into the X-Session header of each request.
  HttpClient(boost::asio::any_io_executor executor, const std::string &server, std::string session);

  boost::asio::awaitable<boost::json::value> get(std::string target) const;
  boost::asio::awaitable<boost::json::value> post(std::string target, boost::json::value body) const;

  /// Hands each event that the server sends to `receive`.
  boost::asio::awaitable<void> stream(std::string target, boost::json::value body,
                                      std::function<void(const boost::json::value &)> receive) const;

  boost::asio::awaitable<ServerFacts> facts() const;
};

} // namespace desk
