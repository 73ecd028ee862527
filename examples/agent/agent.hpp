// The agent: asks the model, runs the tools that it asks for, until there is an answer that two reviewers have
// read.
#pragma once

#include "http_client.hpp"
#include "session_log.hpp"
#include "tool_registry.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/thread_pool.hpp>
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

using Words = boost::asio::experimental::channel<void(boost::system::error_code, std::string)>;

class Agent {
  boost::asio::any_io_executor executor_;
  Options options_;
  boost::asio::thread_pool workers_;
  HttpClient http_;
  ToolRegistry tools_;
  SessionLog log_;
  std::vector<std::string> links_;

  boost::asio::awaitable<void> ask_facts(ServerFacts &facts) const;
  boost::asio::awaitable<boost::json::object> receive(boost::json::object request, Words &words) const;
  boost::asio::awaitable<boost::json::object> ask_model(const ServerFacts &facts,
                                                        const boost::json::array &messages) const;
  boost::asio::awaitable<void> run_tools(const boost::json::array &calls, boost::json::array &messages);
  boost::asio::awaitable<void> archive(std::string link);
  boost::asio::awaitable<void> archive_sources();
  boost::asio::awaitable<std::string> review(std::string model, std::string aspect, std::string plan) const;
  boost::asio::awaitable<std::string> reviews(std::string model, std::string plan);
  boost::asio::awaitable<void> report_usage(std::size_t tokens, int turns) const;

public:
  Agent(boost::asio::any_io_executor executor, Options options);

  /// The answer, which is written to the standard output word by word.
  boost::asio::awaitable<std::string> run(std::string question);

  /// The line about the run that must not be missing.
  boost::asio::awaitable<void> write_audit(std::string outcome);
};

} // namespace desk
