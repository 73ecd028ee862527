// JSON over HTTP/1.1. Every request has a connection of its own and a deadline.
#pragma once

#include <async/async.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace desk {

struct HttpError : std::runtime_error {
  unsigned status;
  HttpError(unsigned status, const std::string &body)
      : std::runtime_error("HTTP status " + std::to_string(status) + ": " + body), status(status) {}

  bool temporary() const { return status == 429 || status == 503; }
};

/// What the server says of itself.
struct ServerFacts {
  std::string model;
  std::int64_t max_tokens = 0;
};

using Request = boost::beast::http::request<boost::beast::http::string_body>;

class HttpClient {
  std::string host_, port_, session_;

  Request request(bool post, const std::string &target, std::string body) const;
  async::task<boost::json::value> send(Request request, std::chrono::seconds limit) const;

public:
  /// `server` is host:port; `session` goes into the X-Session header of each request.
  HttpClient(const std::string &server, std::string session);

  /// `limit` bounds the request from the connection to the end of the answer.
  async::task<boost::json::value> get(std::string target, std::chrono::seconds limit) const;
  async::task<boost::json::value> post(std::string target, boost::json::value body, std::chrono::seconds limit) const;

  /// The events that the server sends one by one; `limit` bounds the wait for each.
  async::generator<boost::json::value> stream(std::string target, boost::json::value body,
                                              std::chrono::seconds limit) const;

  async::task<ServerFacts> facts() const;
};

} // namespace desk
