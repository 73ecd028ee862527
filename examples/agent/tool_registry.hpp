// The tools that the model may use, and the servers that run them.
#pragma once

#include "http_client.hpp"
#include "limiter.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace desk {

class ToolRegistry {
  const HttpClient &http_;
  std::vector<std::string> servers_;
  std::chrono::milliseconds pause_;
  mutable Limiter calls_;
  boost::json::array tools_;
  std::map<std::string, std::string, std::less<>> server_of_;

  void add(const std::string &server, const boost::json::array &tools);

public:
  ToolRegistry(boost::asio::any_io_executor executor, const HttpClient &http, std::vector<std::string> servers,
               std::chrono::milliseconds pause);

  /// Asks every server what it offers.
  boost::asio::awaitable<void> discover();

  const boost::json::array &tools() const { return tools_; }

  /// Runs one tool call of the model; what goes wrong is told to the model as the tool's result.
  boost::asio::awaitable<std::string> call(boost::json::object request) const;

  /// The text of a page, by the tool for that.
  boost::asio::awaitable<std::string> fetch_page(std::string link) const;
};

/// Adds what looks like a link in `text` to `links`.
void collect_links(const std::string &text, std::vector<std::string> &links);

} // namespace desk
