// The tools that the model may use, and the servers that run them.
#pragma once

#include "http_client.hpp"

#include <async/async.hpp>
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
  mutable async::semaphore calls_{4};
  boost::json::array tools_;
  std::map<std::string, std::string, std::less<>> server_of_;

  void add(const std::string &server, const boost::json::array &tools);
  async::task<boost::json::value> list(std::string server) const;

public:
  ToolRegistry(const HttpClient &http, std::vector<std::string> servers, std::chrono::milliseconds pause);

  /// Asks every server what it offers. One that does not answer is left out.
  async::task<void> discover();

  const boost::json::array &tools() const { return tools_; }

  /// Runs one tool call of the model.
  async::task<std::string> call(boost::json::object request) const;

  /// The text of a page, by the tool for that.
  async::task<std::string> fetch_page(std::string link) const;
};

/// Adds what looks like a link in `text` to `links`.
void collect_links(const std::string &text, std::vector<std::string> &links);

} // namespace desk
