#include "tool_registry.hpp"

#include "retry.hpp"

#include <boost/json.hpp>

namespace desk {

namespace asio = boost::asio;
namespace json = boost::json;

ToolRegistry::ToolRegistry(const HttpClient &http, std::vector<std::string> servers, std::chrono::milliseconds pause)
    : http_(http), servers_(std::move(servers)), pause_(pause) {}

void ToolRegistry::add(const std::string &server, const json::array &tools) {
  for (const json::value &tool : tools) {
    std::string name(tool.at("function").at("name").as_string());
    if (server_of_.emplace(name, server).second)
      tools_.push_back(tool);
  }
}

asio::awaitable<void> ToolRegistry::discover() {
  std::vector<json::value> lists;
  for (const std::string &server : servers_) {
    json::value list = co_await http_.get("/tools/" + server + "/list");
    lists.push_back(std::move(list));
  }
  for (std::size_t i = 0; i < servers_.size(); ++i)
    add(servers_[i], lists[i].at("tools").as_array());
}

asio::awaitable<std::string> ToolRegistry::call(json::object request) const {
  std::string name(request.at("function").at("name").as_string());
  auto server = server_of_.find(name);
  if (server == server_of_.end())
    co_return "error: there is no tool '" + name + "'";

  std::string target = "/tools/" + server->second + "/call";
  try {
    json::object body = {{"name", name},
                         {"arguments", json::parse(request.at("function").at("arguments").as_string())}};
    json::value result = co_await with_retries(name, 3, pause_, [&] { return http_.post(target, body); });
    co_return std::string(result.at("content").as_string());
  } catch (const std::exception &error) {
    co_return "error: " + std::string(error.what());
  }
}

} // namespace desk
