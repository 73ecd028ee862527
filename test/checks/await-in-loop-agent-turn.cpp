// RUN: %check_async_tidy %s async-await-in-loop %t
// The agent's turn: the history grows and the next call reads it.
// LIBRARIES: folly libcoro asio runtime cobalt
#include "library.hpp"
struct Message {
  std::string role, text;
};
struct ToolCall {
  std::string name, arguments;
};
struct Turn {
  std::string text;
  std::vector<ToolCall> calls;
};
lib::task<Turn> ask_model(const std::vector<Message> &history);
lib::task<std::string> run_tool(std::string name, std::string arguments);
lib::task<std::string> summarise(std::string summary, std::string chunk);

lib::task<std::string> converse(std::vector<Message> history, int turns) {
  std::string last;
  for (int turn = 0; turn < turns; ++turn) {
    Turn reply = co_await ask_model(history);
    last = reply.text;
    history.push_back({"assistant", reply.text});
  }
  co_return last;
}

// Within one turn the tools do not need each other.
lib::task<std::string> act(std::vector<Message> history) {
  while (true) {
    Turn reply = co_await ask_model(history);
    if (reply.calls.empty())
      co_return reply.text;
    for (auto &call : reply.calls) {
      auto result = co_await run_tool(call.name, call.arguments); // expect: async-await-in-loop
      history.push_back({"tool", std::move(result)});
    }
  }
}

lib::task<std::string> rolling_summary(const std::vector<std::string> &chunks) {
  std::string summary;
  for (const auto &chunk : chunks)
    summary = co_await summarise(summary, chunk);
  co_return summary;
}

lib::task<int> play(std::vector<Message> history, const std::vector<std::string> &questions) {
  int tokens = 0;
  for (const auto &question : questions) {
    history.push_back({"user", question});
    auto reply = co_await ask_model(history);
    tokens += static_cast<int>(reply.text.size());
    history.push_back({"assistant", reply.text});
  }
  co_return tokens;
}
