#include "agent.hpp"

#include "blocking.hpp"
#include "deadline.hpp"
#include "prompt.hpp"
#include "run_all.hpp"
#include "text_files.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/promise.hpp>
#include <boost/asio/experimental/use_promise.hpp>
#include <boost/json.hpp>

#include <future>
#include <iostream>
#include <limits>
#include <stdexcept>

namespace desk {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
using asio::use_awaitable;

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

const json::object &delta_of(const json::value &event) { return event.at("choices").at(0).at("delta").as_object(); }

std::string word_of(const json::value &event) { return std::string(delta_of(event).at("content").as_string()); }

/// Prints until an empty word comes.
asio::awaitable<void> print(Words &words) {
  for (;;) {
    std::string word = co_await words.async_receive(use_awaitable);
    if (word.empty())
      co_return;
    std::cout << word << std::flush;
  }
}

void save_answer(const std::filesystem::path &workspace, const std::string &answer) {
  write_text(workspace / "answer.md", answer + "\n");
}

} // namespace

Agent::Agent(asio::any_io_executor executor, Options options)
    : executor_(executor), options_(std::move(options)), workers_(2),
      http_(executor, options_.server, options_.session), tools_(executor, http_, tool_servers, options_.retry_pause),
      log_(executor, options_.workspace / "sessions", options_.session) {}

asio::awaitable<void> Agent::ask_facts(ServerFacts &facts) const { facts = co_await http_.facts(); }

asio::awaitable<json::object> Agent::receive(json::object request, Words &words) const {
  json::object message = {{"role", "assistant"}};
  std::string text;
  co_await http_.stream("/v1/chat/completions", std::move(request), [&](const json::value &event) {
    if (const json::value *calls = delta_of(event).if_contains("tool_calls")) {
      message["tool_calls"] = *calls;
      return;
    }
    text += word_of(event);
    words.try_send(boost::system::error_code(), word_of(event));
  });
  words.try_send(boost::system::error_code(), "");
  message["content"] = text;
  co_return message;
}

asio::awaitable<json::object> Agent::ask_model(const ServerFacts &facts, const json::array &messages) const {
  json::object request = {{"model", facts.model},
                          {"max_tokens", facts.max_tokens},
                          {"stream", true},
                          {"messages", messages},
                          {"tools", tools_.tools()}};
  Words words(executor_, std::numeric_limits<std::size_t>::max()); // Reading must not wait for the terminal.
  co_return co_await (receive(std::move(request), words) && print(words));
}

asio::awaitable<void> Agent::run_tools(const json::array &calls, json::array &messages) {
  std::vector<asio::awaitable<void>> entries;
  for (const json::value &call : calls) {
    std::string result = co_await tools_.call(call.as_object());
    entries.push_back(log_.append("tool", {{"call", call}, {"result", result}}));
    collect_links(result, links_);
    messages.push_back({{"role", "tool"}, {"tool_call_id", call.at("id")}, {"content", result}});
  }
}

asio::awaitable<void> Agent::archive(std::string link) {
  std::string page = co_await tools_.fetch_page(link);
  json::object source = {{"link", link}, {"text", page}};
  co_await log_.append("source", std::move(source));
}

asio::awaitable<void> Agent::archive_sources() {
  std::vector<asio::awaitable<void>> pages;
  for (const std::string &link : links_)
    pages.push_back(archive(link));
  co_await run_all(std::move(pages));
}

asio::awaitable<std::string> Agent::review(std::string model, std::string aspect, std::string plan) const {
  json::array messages = {{{"role", "system"}, {"content", "You review plans. Look at the " + aspect + " only."}},
                          {{"role", "user"}, {"content", std::move(plan)}}};
  json::object request = {{"model", model}, {"messages", std::move(messages)}};
  json::value reply = co_await http_.post("/v1/chat/completions", std::move(request));
  co_return std::string(reply.at("choices").at(0).at("message").at("content").as_string());
}

asio::awaitable<std::string> Agent::reviews(std::string model, std::string plan) {
  auto [budget, weather] = co_await (review(model, "budget", plan) && review(model, "weather", plan));
  std::string text;
  text += "\nBudget: " + budget;
  text += "\nWeather: " + weather;
  json::object entry = {{"text", text}};
  co_await log_.append("review", std::move(entry));
  co_return text;
}

asio::awaitable<void> Agent::report_usage(std::size_t tokens, int turns) const {
  json::object usage = {{"session", options_.session}, {"tokens", tokens}, {"turns", turns}};
  co_await http_.post("/v1/usage", std::move(usage));
}

asio::awaitable<void> Agent::write_audit(std::string outcome) {
  json::object line = {{"session", options_.session}, {"outcome", outcome}};
  co_await log_.append("audit", line);
  co_await http_.post("/v1/audit", std::move(line));
}

asio::awaitable<std::string> Agent::run(std::string question) {
  ServerFacts facts;
  auto asking = asio::co_spawn(executor_, ask_facts(facts), asio::experimental::use_promise);
  co_await tools_.discover();
  json::object asked = {{"text", question}};
  co_await log_.append("question", std::move(asked));

  json::array messages;
  std::string rules = house_rules(options_.workspace);
  messages.push_back({{"role", "system"}, {"content", rules + "\n" + host_facts()}});
  std::string prompt = co_await within(5s, "reading the attachments",
                                       on_pool(workers_, [&] { return user_prompt(question, options_.attachments); }));
  messages.push_back({{"role", "user"}, {"content", prompt}});
  co_await asking(use_awaitable);
  for (int turn = 1; turn <= options_.max_turns; ++turn) {
    log_.append("turn", {{"turn", turn}, {"tokens", prompt_size(messages)}});
    json::object reply = co_await ask_model(facts, messages);
    messages.push_back(reply);
    if (const json::value *calls = reply.if_contains("tool_calls")) {
      co_await run_tools(calls->as_array(), messages);
      continue;
    }
    std::string answer(reply.at("content").as_string());
    std::string reviewed = co_await reviews(facts.model, answer);
    std::cout << reviewed << std::endl;
    answer += reviewed;
    co_await archive_sources();
    json::object ended = {{"text", answer}, {"turns", turn}};
    co_await log_.append("answer", std::move(ended));
    save_answer(options_.workspace, answer);
    asio::co_spawn(executor_, report_usage(prompt_size(messages), turn), asio::detached);
    co_return answer;
  }
  throw std::runtime_error("there was no answer after " + std::to_string(options_.max_turns) + " turns");
}

} // namespace desk
