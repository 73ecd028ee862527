#include "agent.hpp"

#include "errors.hpp"
#include "prompt.hpp"
#include "text_files.hpp"

#include <boost/json.hpp>

#include <iostream>
#include <stdexcept>

namespace desk {
namespace {

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

async::task<void> print(async::channel<std::string> &words) {
  while (auto word = co_await words.receive())
    std::cout << *word << std::flush;
}

std::string said(const async::outcome<std::string> &review) {
  return review ? review.value() : "not reviewed, " + describe(review.error());
}

async::error_handler report(std::string what) {
  return [what = std::move(what)](std::exception_ptr error) {
    std::clog << what << " failed: " << describe(error) << '\n';
  };
}

} // namespace

Agent::Agent(Options options)
    : options_(std::move(options)), http_(options_.server, options_.session),
      tools_(http_, tool_servers, options_.retry_pause), log_(options_.workspace / "sessions", options_.session) {}

async::task<json::object> Agent::receive(json::object request, async::channel<std::string> &words) const {
  json::object message = {{"role", "assistant"}};
  std::string text;
  auto events = http_.stream("/v1/chat/completions", std::move(request), 90s);
  while (auto event = co_await events.next()) {
    const json::object &delta = event->at("choices").at(0).at("delta").as_object();
    if (const json::value *calls = delta.if_contains("tool_calls")) {
      message["tool_calls"] = *calls;
      continue;
    }
    std::string word(delta.at("content").as_string());
    text += word;
    co_await words.send(std::move(word));
  }
  words.close();
  message["content"] = text;
  co_return message;
}

async::task<json::object> Agent::ask_model(const ServerFacts &facts, const json::array &messages) const {
  json::object request = {{"model", facts.model},
                          {"max_tokens", facts.max_tokens},
                          {"stream", true},
                          {"messages", messages},
                          {"tools", tools_.tools()}};
  async::channel<std::string> words(16); // A slow terminal slows down the reading, and nothing piles up.
  auto [message, printed] = co_await async::gather(receive(std::move(request), words), print(words));
  co_return message;
}

async::task<void> Agent::run_tools(const json::array &calls, json::array &messages) {
  std::vector<async::task<std::string>> running;
  for (const json::value &call : calls)
    running.push_back(tools_.call(call.as_object()));
  auto outcomes = co_await async::gather_settled(std::move(running));

  for (std::size_t i = 0; i < calls.size(); ++i) {
    std::string result = outcomes[i] ? outcomes[i].value() : "error: " + describe(outcomes[i].error());
    collect_links(result, links_);
    messages.push_back({{"role", "tool"}, {"tool_call_id", calls[i].at("id")}, {"content", result}});
    json::object entry = {{"call", calls[i]}, {"result", result}};
    co_await log_.append("tool", std::move(entry));
  }
}

async::task<void> Agent::archive(std::string link) {
  auto place = co_await archivers_.acquire();
  std::string page = co_await tools_.fetch_page(link);
  json::object source = {{"link", link}, {"text", page}};
  co_await log_.append("source", std::move(source));
}

async::task<void> Agent::archive_sources() {
  co_await async::with_task_group([&](async::task_group &group) -> async::task<void> {
    for (const std::string &link : links_)
      group.spawn(archive(link));
    co_return;
  });
}

async::task<std::string> Agent::review(std::string model, std::string aspect, std::string plan) const {
  json::array messages = {{{"role", "system"}, {"content", "You review plans. Look at the " + aspect + " only."}},
                          {{"role", "user"}, {"content", std::move(plan)}}};
  json::object request = {{"model", model}, {"messages", std::move(messages)}};
  json::value reply = co_await http_.post("/v1/chat/completions", std::move(request), 90s);
  co_return std::string(reply.at("choices").at(0).at("message").at("content").as_string());
}

async::task<std::string> Agent::reviews(std::string model, std::string plan) {
  auto [budget, weather] =
      co_await async::gather_settled(review(model, "budget", plan), review(model, "weather", plan));
  std::string text = "\nBudget: " + said(budget) + "\nWeather: " + said(weather);
  json::object entry = {{"text", text}};
  co_await log_.append("review", std::move(entry));
  co_return text;
}

async::task<void> Agent::report_usage(std::size_t tokens, int turns) const {
  json::object usage = {{"session", options_.session}, {"tokens", tokens}, {"turns", turns}};
  co_await http_.post("/v1/usage", std::move(usage), 5s);
}

async::task<void> Agent::write_audit(std::string outcome) {
  json::object line = {{"session", options_.session}, {"outcome", outcome}};
  co_await log_.append("audit", line);
  co_await http_.post("/v1/audit", std::move(line), 2s);
}

async::task<std::string> Agent::work(std::string question) {
  auto prompts = async::to_thread([&] {
    std::string rules = house_rules(options_.workspace) + "\n" + host_facts();
    std::string prompt = user_prompt(question, options_.attachments);
    return json::array{{{"role", "system"}, {"content", rules}}, {{"role", "user"}, {"content", prompt}}};
  });
  json::object asked = {{"text", question}};
  auto [facts, discovered, logged, messages] = co_await async::gather(
      http_.facts(), tools_.discover(), log_.append("question", std::move(asked)), std::move(prompts));
  for (int turn = 1; turn <= options_.max_turns; ++turn) {
    std::size_t tokens = co_await async::to_thread([&] { return count_tokens(messages); });
    json::object started = {{"turn", turn}, {"tokens", tokens}};
    co_await log_.append("turn", std::move(started));
    json::object reply = co_await ask_model(facts, messages);
    messages.push_back(reply);
    if (const json::value *calls = reply.if_contains("tool_calls")) {
      co_await run_tools(calls->as_array(), messages);
      continue;
    }
    std::string answer(reply.at("content").as_string());
    auto [reviewed, archived] = co_await async::gather(reviews(facts.model, answer), archive_sources());
    std::cout << reviewed << std::endl;
    answer += reviewed;
    json::object ended = {{"text", answer}, {"turns", turn}};
    co_await log_.append("answer", std::move(ended));
    co_await async::to_thread([&] { write_text(options_.workspace / "answer.md", answer + "\n"); });
    background_.spawn(report_usage(tokens, turn), report("the usage report"));
    co_return answer;
  }
  throw std::runtime_error("there was no answer after " + std::to_string(options_.max_turns) + " turns");
}

async::task<std::string> Agent::run(std::string question) {
  std::string answer;
  std::exception_ptr failure;
  try {
    answer = co_await work(std::move(question));
  } catch (...) {
    failure = std::current_exception();
  }
  background_.spawn(write_audit(failure ? describe(failure) : "answered"), report("the audit"));
  co_await async::shield(async::wait_for(background_.drain(), 5s));
  if (failure)
    std::rethrow_exception(failure);
  co_return answer;
}

} // namespace desk
