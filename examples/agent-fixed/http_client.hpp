// JSON over HTTP/1.1. Every request has a connection of its own and a deadline.
#pragma once

#include "limiter.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>

namespace desk {

struct HttpError : std::runtime_error {
  unsigned status;
  HttpError(unsigned status, const std::string &body)
      : std::runtime_error("HTTP status " + std::to_string(status) + ": " + body), status(status) {}

  bool temporary() const { return status == 429 || status == 503; }
};

class HttpClient {
  boost::asio::any_io_executor executor_;
  std::string host_, port_, session_;
  std::shared_ptr<Limiter> connections_;

  boost::asio::awaitable<boost::json::value> send(bool post, std::string target, std::string body,
                                                  std::chrono::seconds limit) const;

public:
  /// `server` is host:port; `session` goes into the X-Session header of each request.
  HttpClient(boost::asio::any_io_executor executor, const std::string &server, std::string session);

  /// `limit` bounds the sending of the request and the wait for the answer.
  boost::asio::awaitable<boost::json::value> get(std::string target, std::chrono::seconds limit) const;
  boost::asio::awaitable<boost::json::value> post(std::string target, boost::json::value body,
                                                  std::chrono::seconds limit) const;
};

} // namespace desk
