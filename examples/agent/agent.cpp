#include "agent.hpp"

#include "prompt.hpp"
#include "text_files.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/json.hpp>

#include <future>
#include <stdexcept>

namespace desk {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

const std::vector<std::string> tool_servers = {"search", "pages", "weather", "calculator", "notes"};

/// A rough count: a token for every four characters of the conversation.
std::size_t count_tokens(const json::array &messages) {
  std::size_t tokens = 0;
  for (const json::value &message : messages)
    tokens += json::serialize(message).size() / 4 + 1;
  return tokens;
}

std::size_t prompt_size(const json::array &messages) {
  auto counting = std::async(std::launch::async, [&messages] { return count_tokens(messages); });
  return counting.get();
}

void save_answer(const std::filesystem::path &workspace, const std::string &answer) {
  write_text(workspace / "answer.md", answer + "\n");
}

} // namespace

Agent::Agent(asio::any_io_executor executor, Options options)
    : executor_(executor), options_(std::move(options)), http_(executor, options_.server, options_.session),
      tools_(http_, tool_servers, options_.retry_pause),
      log_(executor, options_.workspace / "sessions", options_.session) {}

asio::awaitable<std::string> Agent::default_model() const {
  json::value models = co_await http_.get("/v1/models");
  co_return std::string(models.at("data").at(0).at("id").as_string());
}

asio::awaitable<json::object> Agent::ask_model(const std::string &model, const json::array &messages) const {
  json::object request = {{"model", model}, {"messages", messages}, {"tools", tools_.tools()}};
  json::value reply = co_await http_.post("/v1/chat/completions", std::move(request));
  co_return reply.at("choices").at(0).at("message").as_object();
}

asio::awaitable<void> Agent::run_tools(const json::array &calls, json::array &messages) {
  std::vector<asio::awaitable<void>> entries;
  for (const json::value &call : calls) {
    std::string result = co_await tools_.call(call.as_object());
    entries.push_back(log_.append("tool", {{"call", call}, {"result", result}}));
    messages.push_back({{"role", "tool"}, {"tool_call_id", call.at("id")}, {"content", result}});
  }
}

asio::awaitable<void> Agent::report_usage(std::size_t tokens, int turns) const {
  json::object usage = {{"session", options_.session}, {"tokens", tokens}, {"turns", turns}};
  co_await http_.post("/v1/usage", std::move(usage));
}

asio::awaitable<std::string> Agent::run(std::string question) {
  co_await tools_.discover();
  std::string model = co_await default_model();
  json::object asked = {{"text", question}};
  co_await log_.append("question", std::move(asked));

  json::array messages;
  std::string rules = house_rules(options_.workspace);
  messages.push_back({{"role", "system"}, {"content", rules + "\n" + host_facts()}});
  messages.push_back({{"role", "user"}, {"content", user_prompt(question, options_.attachments)}});
  for (int turn = 1; turn <= options_.max_turns; ++turn) {
    log_.append("turn", {{"turn", turn}, {"tokens", prompt_size(messages)}});
    json::object reply = co_await ask_model(model, messages);
    messages.push_back(reply);
    if (const json::value *calls = reply.if_contains("tool_calls")) {
      co_await run_tools(calls->as_array(), messages);
      continue;
    }
    std::string answer(reply.at("content").as_string());
    json::object ended = {{"text", answer}, {"turns", turn}};
    co_await log_.append("answer", std::move(ended));
    save_answer(options_.workspace, answer);
    asio::co_spawn(executor_, report_usage(prompt_size(messages), turn), asio::detached);
    co_return answer;
  }
  throw std::runtime_error("there was no answer after " + std::to_string(options_.max_turns) + " turns");
}

} // namespace desk
