#include "chat_model.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace demo {
namespace {

namespace json = boost::json;

struct Request {
  std::string rules, question;
  std::map<std::string, std::string, std::less<>> results; // by the id of the tool call
  std::vector<std::string> tools;
};

std::string text(const json::object &object, std::string_view key) {
  const json::value *value = object.if_contains(key);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

Request read(const json::object &request) {
  Request read;
  for (const json::value &message : request.at("messages").as_array()) {
    const json::object &fields = message.as_object();
    std::string role = text(fields, "role");
    if (role == "system")
      read.rules = text(fields, "content");
    else if (role == "user" && read.question.empty())
      read.question = text(fields, "content");
    else if (role == "tool")
      read.results[text(fields, "tool_call_id")] = text(fields, "content");
  }
  if (const json::value *tools = request.if_contains("tools"))
    for (const json::value &tool : tools->as_array())
      read.tools.push_back(text(tool.at("function").as_object(), "name"));
  return read;
}

std::string first_of(const std::string &text, const std::vector<std::string_view> &words, std::string_view otherwise) {
  std::string_view best = otherwise;
  std::size_t at = std::string::npos;
  for (std::string_view word : words)
    if (std::size_t found = text.find(word); found < at) {
      at = found;
      best = word;
    }
  return std::string(best);
}

std::string first_number(const std::string &text, std::string_view otherwise) {
  std::string number;
  for (char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)))
      number += c;
    else if (!number.empty())
      break;
  }
  return number.empty() ? std::string(otherwise) : number;
}

/// The word after `key` in a tool's text, such as the price in "price-per-guest: 23.50".
std::string field(const std::string &text, std::string_view key) {
  std::size_t at = text.find(key);
  if (at == std::string::npos)
    return {};
  at += key.size();
  std::size_t end = text.find_first_of(" ,;\n", at);
  return text.substr(at, end == std::string::npos ? end : end - at);
}

json::object tool_call(std::string_view id, std::string_view name, const json::object &arguments) {
  return {{"id", id}, {"type", "function"}, {"function", {{"name", name}, {"arguments", json::serialize(arguments)}}}};
}

json::object ask(json::array calls) {
  return {{"role", "assistant"}, {"content", nullptr}, {"tool_calls", std::move(calls)}};
}

json::object say(std::string_view words) { return {{"role", "assistant"}, {"content", words}}; }

bool has(const Request &request, std::string_view tool) {
  for (const std::string &name : request.tools)
    if (name == tool)
      return true;
  return false;
}

/// What a reviewer says, who was told to look at one side of a plan.
json::object review(const Request &request) {
  if (request.rules.find("budget") != std::string::npos) {
    bool fits =
        std::stod("0" + field(request.question, " = ")) <= std::stod("0" + field(request.question, "budget of "));
    return say(fits ? "within the limit." : "too expensive.");
  }
  bool wet = std::stoi("0" + field(request.question, "rain: ")) >= 50;
  return say(wet ? "rent a tent." : "no tent needed.");
}

} // namespace

std::vector<json::object> in_pieces(const json::object &message) {
  std::vector<json::object> events;
  auto add = [&](json::object delta) {
    events.push_back({{"choices", json::array{{{"index", 0}, {"delta", std::move(delta)}}}}});
  };
  if (message.contains("tool_calls"))
    add(message);
  std::string words = text(message, "content");
  for (std::size_t at = 0, end = 0; at < words.size(); at = end) {
    end = std::min(words.find(' ', at), words.size() - 1) + 1;
    add({{"content", words.substr(at, end - at)}});
  }
  return events;
}

json::object complete(const json::object &body) {
  Request request = read(body);
  if (!body.contains("tools"))
    return review(request);
  for (std::string_view tool : {"web_search", "fetch_page", "forecast", "calculate", "find_note"})
    if (!has(request, tool))
      return say("I cannot answer this: the tool '" + std::string(tool) + "' is missing.");

  std::string city = first_of(request.question, {"Lisbon", "Oslo", "Kyoto"}, "Lisbon");
  std::string day = first_of(request.question,
                             {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}, "Friday");
  std::string guests = first_number(request.question, "20");

  auto search = request.results.find("call_search");
  if (search == request.results.end())
    return ask({tool_call("call_search", "web_search", {{"query", city + " terrace venue"}}),
                tool_call("call_weather", "forecast", {{"city", city}, {"day", day}}),
                tool_call("call_catering", "find_note", {{"topic", "catering"}}),
                tool_call("call_budget", "find_note", {{"topic", "budget"}})});

  const std::string &catering = request.results["call_catering"];
  std::string sum = guests + " * " + field(catering, "price-per-guest: ") + " + " + field(catering, "delivery: ");
  auto page = request.results.find("call_page");
  if (page == request.results.end())
    return ask({tool_call("call_page", "fetch_page", {{"url", field(search->second, "url: ")}}),
                tool_call("call_cost", "calculate", {{"expression", sum}})});

  const std::string &weather = request.results["call_weather"];
  bool wet = std::stoi("0" + field(weather, "rain: ")) >= 50;
  bool fits = std::stoi("0" + guests) <= std::stoi("0" + field(page->second, "seats: "));
  std::string answer = day + " in " + city + ": " + weather + "\n" + page->second + "\nCatering for " + guests +
                       " guests: " + sum + " = " + request.results["call_cost"] + " EUR, of a budget of " +
                       field(request.results["call_budget"], "limit: ") + " EUR.\n";
  answer += !fits ? "Look for a larger place." : wet ? "Plan for the hall indoors." : "Use the terrace.";
  return say(answer);
}

} // namespace demo
