#include "tool_registry.hpp"

#include "errors.hpp"
#include "retry.hpp"

#include <boost/json.hpp>

#include <iostream>
#include <stdexcept>

namespace desk {

namespace json = boost::json;
using namespace std::chrono_literals;

ToolRegistry::ToolRegistry(const HttpClient &http, std::vector<std::string> servers, std::chrono::milliseconds pause)
    : http_(http), servers_(std::move(servers)), pause_(pause) {}

void ToolRegistry::add(const std::string &server, const json::array &tools) {
  for (const json::value &tool : tools) {
    std::string name(tool.at("function").at("name").as_string());
    if (server_of_.emplace(name, server).second)
      tools_.push_back(tool);
  }
}

async::task<json::value> ToolRegistry::list(std::string server) const {
  auto permit = co_await calls_.acquire();
  co_return co_await http_.get("/tools/" + server + "/list", 5s);
}

async::task<void> ToolRegistry::discover() {
  std::vector<async::task<json::value>> requests;
  for (const std::string &server : servers_)
    requests.push_back(list(server));
  auto lists = co_await async::gather_settled(std::move(requests));
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (lists[i])
      add(servers_[i], lists[i].value().at("tools").as_array());
    else
      std::clog << "no tools from " << servers_[i] << ": " << describe(lists[i].error()) << '\n';
  }
}

async::task<std::string> ToolRegistry::call(json::object request) const {
  std::string name(request.at("function").at("name").as_string());
  auto server = server_of_.find(name);
  if (server == server_of_.end())
    throw std::invalid_argument("there is no tool '" + name + "'");

  auto permit = co_await calls_.acquire();
  std::string target = "/tools/" + server->second + "/call";
  json::object body = {{"name", name}, {"arguments", json::parse(request.at("function").at("arguments").as_string())}};
  json::value result = co_await with_retries(name, 3, pause_, [&] { return http_.post(target, body, 20s); });
  co_return std::string(result.at("content").as_string());
}

async::task<std::string> ToolRegistry::fetch_page(std::string link) const {
  std::string arguments = json::serialize(json::object{{"url", std::move(link)}});
  return call({{"function", {{"name", "fetch_page"}, {"arguments", arguments}}}});
}

void collect_links(const std::string &text, std::vector<std::string> &links) {
  for (std::size_t at = text.find("http://"); at != std::string::npos; at = text.find("http://", at + 1))
    links.push_back(text.substr(at, text.find_first_of(" ,;\n", at) - at));
}

} // namespace desk
