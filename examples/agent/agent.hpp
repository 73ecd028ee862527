// The agent: asks the model, runs the tools that it asks for, until there is an answer.
#pragma once

#include "http_client.hpp"
#include "session_log.hpp"
#include "tool_registry.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace desk {

struct Options {
  std::string server;
  std::string session;
  std::filesystem::path workspace = ".";
  std::vector<std::filesystem::path> attachments;
  std::chrono::milliseconds retry_pause{400};
  int max_turns = 8;
};

class Agent {
  boost::asio::any_io_executor executor_;
  Options options_;
  HttpClient http_;
  ToolRegistry tools_;
  SessionLog log_;

  boost::asio::awaitable<std::string> default_model() const;
  boost::asio::awaitable<boost::json::object> ask_model(const std::string &model,
                                                        const boost::json::array &messages) const;
  boost::asio::awaitable<void> run_tools(const boost::json::array &calls, boost::json::array &messages);
  boost::asio::awaitable<void> report_usage(std::size_t tokens, int turns) const;

public:
  Agent(boost::asio::any_io_executor executor, Options options);

  boost::asio::awaitable<std::string> run(std::string question);
};

} // namespace desk
