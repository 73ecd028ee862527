// RUN: %check_async_tidy %s async-blocking-call %t
// An agent's turn as people write it: history on disk, tools in a shell, a retry with a sleep, and the same done well.
#include <boost/asio.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>
namespace asio = boost::asio;
struct Message {
  std::string role, text;
};
struct ToolCall {
  std::string name, arguments;
};
asio::awaitable<std::string> complete(const std::vector<Message>& history);
std::vector<ToolCall> parse_calls(const std::string& reply);

class Agent {
 public:
  explicit Agent(std::string session, asio::thread_pool& pool) : session_(std::move(session)), pool_(pool) {}

  asio::awaitable<std::string> turn(std::string input) {
    if (history_.empty()) restore(); // expect: async-blocking-call
    history_.push_back({"user", std::move(input)});
    for (int round = 0; round < 8; ++round) {
      std::string reply = co_await complete(history_);
      auto calls = parse_calls(reply);
      if (calls.empty()) co_return reply;
      for (auto& call : calls) history_.push_back({"tool", run_tool(call)}); // expect: async-blocking-call
      save(history_.back()); // expect: async-blocking-call
      std::this_thread::sleep_for(std::chrono::milliseconds(250)); // expect: async-blocking-call
    }
    co_return "";
  }
  asio::awaitable<std::string> careful_turn(std::string input) {
    history_.push_back({"user", std::move(input)});
    std::string reply = co_await complete(history_);
    for (auto& call : parse_calls(reply)) {
      co_await asio::post(asio::bind_executor(pool_, asio::use_awaitable));
      std::string output = run_tool(call);
      co_await asio::post(asio::use_awaitable);
      history_.push_back({"tool", std::move(output)});
    }
    asio::post(pool_, [this, last = history_.back()] { save(last); });
    co_return reply;
  }

 private:
  std::string path() const { return session_ + ".jsonl"; }
  void restore() {
    std::ifstream in(path());
    for (std::string line; std::getline(in, line);) history_.push_back({"user", line});
  }
  void save(const Message& message) { std::ofstream(path(), std::ios::app) << message.role << ' ' << message.text << '\n'; }
  std::string run_tool(const ToolCall& call) {
    std::unique_ptr<FILE, decltype(&pclose)> pipe(popen((call.name + " " + call.arguments).c_str(), "r"), &pclose);
    std::string output(4096, '\0');
    output.resize(pipe ? std::fread(output.data(), 1, output.size(), pipe.get()) : 0);
    return output;
  }
  std::string session_;
  asio::thread_pool& pool_;
  std::vector<Message> history_;
};
