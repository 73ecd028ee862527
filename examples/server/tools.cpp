#include "tools.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>

namespace demo {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr std::array<ToolServer, 5> servers = {{{"search", 250ms, 700ms},
                                                {"pages", 200ms, 900ms},
                                                {"weather", 300ms, 450ms},
                                                {"calculator", 80ms, 60ms},
                                                {"notes", 150ms, 200ms}}};

struct Place {
  std::string_view city, url, text;
};
constexpr std::array<Place, 3> places = {
    {{"Lisbon", "http://venues.example/lisbon/miradouro",
      "Miradouro, seats: 60, a terrace above the river and a hall."},
     {"Oslo", "http://venues.example/oslo/brygga", "Brygga, seats: 35, a heated terrace at the harbour."},
     {"Kyoto", "http://venues.example/kyoto/kamo", "Kamo, seats: 80, a wooden platform over the stream."}}};

std::string argument(const json::object &arguments, std::string_view name) {
  const json::value *value = arguments.if_contains(name);
  if (!value || !value->is_string())
    throw std::invalid_argument("the argument '" + std::string(name) + "' is missing");
  return std::string(value->get_string());
}

std::string search(const std::string &query) {
  for (const Place &place : places)
    if (query.find(place.city) != std::string::npos)
      return "1 result. url: " + std::string(place.url);
  return "no results";
}

std::string page(const std::string &url) {
  for (const Place &place : places)
    if (url == place.url)
      return std::string(place.text);
  throw std::invalid_argument("there is no page at '" + url + "'");
}

std::string forecast(const std::string &city, const std::string &day) {
  unsigned seed = 7;
  for (char c : city + day)
    seed = seed * 31 + static_cast<unsigned char>(c);
  return "rain: " + std::to_string(seed % 10 * 10) + " %, up to " + std::to_string(8 + seed / 10 % 18) + " degrees.";
}

/// Sums, differences, products and quotients of numbers, with parentheses.
class Calculator {
  const char *at_;

  char next() {
    while (*at_ == ' ')
      ++at_;
    return *at_;
  }

  double operand() {
    if (next() == '(') {
      ++at_;
      double value = sum();
      if (next() != ')')
        throw std::invalid_argument("a parenthesis is not closed");
      ++at_;
      return value;
    }
    char *end = nullptr;
    double value = std::strtod(at_, &end);
    if (end == at_)
      throw std::invalid_argument("a number is missing in the expression");
    at_ = end;
    return value;
  }

  double product() {
    double value = operand();
    for (char op = next(); op == '*' || op == '/'; op = next()) {
      ++at_;
      value = op == '*' ? value * operand() : value / operand();
    }
    return value;
  }

  double sum() {
    double value = product();
    for (char op = next(); op == '+' || op == '-'; op = next()) {
      ++at_;
      value = op == '+' ? value + product() : value - product();
    }
    return value;
  }

public:
  explicit Calculator(const std::string &expression) : at_(expression.c_str()) {}

  std::string result() {
    double value = sum();
    if (next() != '\0')
      throw std::invalid_argument("the expression does not end where it should");
    char text[64];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
  }
};

std::string find_note(const std::string &topic) {
  static const std::map<std::string, std::string, std::less<>> notes = {
      {"catering", "price-per-guest: 23.50 delivery: 120"}, {"budget", "limit: 1500 for the launch"}};
  auto note = notes.find(topic);
  return note == notes.end() ? "no note on " + topic : note->second;
}

json::object describe(std::string_view name, std::string_view what,
                      std::initializer_list<std::string_view> parameters) {
  json::object properties;
  json::array required;
  for (std::string_view parameter : parameters) {
    properties[parameter] = {{"type", "string"}};
    required.emplace_back(parameter);
  }
  json::object schema = {{"type", "object"}, {"properties", properties}, {"required", required}};
  return {{"type", "function"}, {"function", {{"name", name}, {"description", what}, {"parameters", schema}}}};
}

} // namespace

const ToolServer *find_tool_server(std::string_view name) {
  for (const ToolServer &server : servers)
    if (server.name == name)
      return &server;
  return nullptr;
}

json::array list_tools(const ToolServer &server) {
  if (server.name == "search")
    return {describe("web_search", "Searches the web", {"query"})};
  if (server.name == "pages")
    return {describe("fetch_page", "The text of a web page", {"url"})};
  if (server.name == "weather")
    return {describe("forecast", "The weather of one day", {"city", "day"})};
  if (server.name == "calculator")
    return {describe("calculate", "Evaluates an arithmetic expression", {"expression"})};
  return {describe("find_note", "Looks up the user's notes", {"topic"})};
}

std::string run_tool(const ToolServer &server, std::string_view tool, const json::object &arguments) {
  if (server.name == "search" && tool == "web_search")
    return search(argument(arguments, "query"));
  if (server.name == "pages" && tool == "fetch_page")
    return page(argument(arguments, "url"));
  if (server.name == "weather" && tool == "forecast")
    return forecast(argument(arguments, "city"), argument(arguments, "day"));
  if (server.name == "calculator" && tool == "calculate")
    return Calculator(argument(arguments, "expression")).result();
  if (server.name == "notes" && tool == "find_note")
    return find_note(argument(arguments, "topic"));
  throw std::invalid_argument("the server '" + std::string(server.name) + "' has no tool '" + std::string(tool) + "'");
}

} // namespace demo
