#include "tool_registry.hpp"

#include "deadline.hpp"
#include "retry.hpp"

#include <boost/json.hpp>

namespace desk {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace std::chrono_literals;

ToolRegistry::ToolRegistry(asio::any_io_executor executor, const HttpClient &http, std::vector<std::string> servers,
                           std::chrono::milliseconds pause)
    : http_(http), servers_(std::move(servers)), pause_(pause), calls_(executor, 4) {}

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

  auto permit = calls_.acquire();
  std::string target = "/tools/" + server->second + "/call";
  try {
    json::object body = {{"name", name},
                         {"arguments", json::parse(request.at("function").at("arguments").as_string())}};
    auto once = [&] { return within(20s, name, http_.post(target, body)); };
    json::value result = co_await within(30s, name, with_retries(name, 3, pause_, once));
    co_return std::string(result.at("content").as_string());
  } catch (const std::exception &error) {
    co_return "error: " + std::string(error.what());
  }
}

asio::awaitable<std::string> ToolRegistry::fetch_page(std::string link) const {
  std::string arguments = json::serialize(json::object{{"url", std::move(link)}});
  return call({{"function", {{"name", "fetch_page"}, {"arguments", arguments}}}});
}

void collect_links(const std::string &text, std::vector<std::string> &links) {
  for (std::size_t at = text.find("http://"); at != std::string::npos; at = text.find("http://", at + 1))
    links.push_back(text.substr(at, text.find_first_of(" ,;\n", at) - at));
}

} // namespace desk
