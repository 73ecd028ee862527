// The agent: asks the model, runs the tools that it asks for, until there is an answer that two reviewers have read.
#pragma once

#include "http_client.hpp"
#include "session_log.hpp"
#include "tool_registry.hpp"

#include <async/async.hpp>
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
  Options options_;
  HttpClient http_;
  ToolRegistry tools_;
  SessionLog log_;
  async::semaphore archivers_{4};
  async::background_tasks background_;
  std::vector<std::string> links_;

  async::task<boost::json::object> receive(boost::json::object request, async::channel<std::string> &words) const;
  async::task<boost::json::object> ask_model(const ServerFacts &facts, const boost::json::array &messages) const;
  async::task<void> run_tools(const boost::json::array &calls, boost::json::array &messages);
  async::task<void> archive(std::string link);
  async::task<void> archive_sources();
  async::task<std::string> review(std::string model, std::string aspect, std::string plan) const;
  async::task<std::string> reviews(std::string model, std::string plan);
  async::task<void> report_usage(std::size_t tokens, int turns) const;
  async::task<void> write_audit(std::string outcome);
  async::task<std::string> work(std::string question);

public:
  explicit Agent(Options options);

  /// The answer, which is written to the standard output word by word. However the run ends, there is an audit line.
  async::task<std::string> run(std::string question);
};

} // namespace desk
