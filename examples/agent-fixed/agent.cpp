#include "agent.hpp"

#include "blocking.hpp"
#include "errors.hpp"
#include "gather.hpp"
#include "prompt.hpp"
#include "text_files.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/json.hpp>

#include <stdexcept>

namespace desk {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace std::chrono_literals;

const std::vector<std::string> tool_servers = {"search", "pages", "weather", "calculator", "notes"};

/// A rough count: a token for every four characters of the conversation.
std::size_t count_tokens(const json::array &messages) {
  std::size_t tokens = 0;
  for (const json::value &message : messages)
    tokens += json::serialize(message).size() / 4 + 1;
  return tokens;
}

} // namespace

Agent::Agent(asio::any_io_executor executor, Options options)
    : options_(std::move(options)), workers_(2), http_(executor, options_.server, options_.session),
      tools_(http_, tool_servers, options_.retry_pause),
      log_(executor, workers_, options_.workspace / "sessions", options_.session), background_(executor) {}

asio::awaitable<std::string> Agent::default_model() const {
  json::value models = co_await http_.get("/v1/models", 5s);
  co_return std::string(models.at("data").at(0).at("id").as_string());
}

asio::awaitable<json::object> Agent::ask_model(const std::string &model, const json::array &messages) const {
  json::object request = {{"model", model}, {"messages", messages}, {"tools", tools_.tools()}};
  json::value reply = co_await http_.post("/v1/chat/completions", std::move(request), 90s);
  co_return reply.at("choices").at(0).at("message").as_object();
}

asio::awaitable<void> Agent::run_tools(const json::array &calls, json::array &messages) {
  std::vector<asio::awaitable<std::string>> running;
  for (const json::value &call : calls)
    running.push_back(tools_.call(call.as_object()));
  auto outcomes = co_await settle_all(std::move(running));

  for (std::size_t i = 0; i < calls.size(); ++i) {
    std::string result = outcomes[i].error ? "error: " + describe(outcomes[i].error) : outcomes[i].value;
    messages.push_back({{"role", "tool"}, {"tool_call_id", calls[i].at("id")}, {"content", result}});
    json::object entry = {{"call", calls[i]}, {"result", result}};
    co_await log_.append("tool", std::move(entry));
  }
}

asio::awaitable<void> Agent::report_usage(std::size_t tokens, int turns) const {
  json::object usage = {{"session", options_.session}, {"tokens", tokens}, {"turns", turns}};
  co_await http_.post("/v1/usage", std::move(usage), 5s);
}

asio::awaitable<std::string> Agent::run(std::string question) {
  using namespace asio::experimental::awaitable_operators;
  std::string model = co_await (tools_.discover() && default_model());
  json::object asked = {{"text", question}};
  co_await log_.append("question", std::move(asked));

  json::array messages = co_await on_pool(workers_, [&] {
    std::string rules = house_rules(options_.workspace) + "\n" + host_facts();
    std::string prompt = user_prompt(question, options_.attachments);
    return json::array{{{"role", "system"}, {"content", rules}}, {{"role", "user"}, {"content", prompt}}};
  });
  for (int turn = 1; turn <= options_.max_turns; ++turn) {
    std::size_t tokens = co_await on_pool(workers_, [&] { return count_tokens(messages); });
    json::object started = {{"turn", turn}, {"tokens", tokens}};
    co_await log_.append("turn", std::move(started));
    json::object reply = co_await ask_model(model, messages);
    messages.push_back(reply);
    if (const json::value *calls = reply.if_contains("tool_calls")) {
      co_await run_tools(calls->as_array(), messages);
      continue;
    }
    std::string answer(reply.at("content").as_string());
    json::object ended = {{"text", answer}, {"turns", turn}};
    co_await log_.append("answer", std::move(ended));
    co_await on_pool(workers_, [&] { write_text(options_.workspace / "answer.md", answer + "\n"); });
    background_.spawn("the usage report", report_usage(tokens, turn));
    co_return answer;
  }
  throw std::runtime_error("there was no answer after " + std::to_string(options_.max_turns) + " turns");
}

asio::awaitable<void> Agent::close() { return background_.join(); }

} // namespace desk
