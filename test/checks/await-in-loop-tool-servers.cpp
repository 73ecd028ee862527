// RUN: %check_async_tidy %s async-await-in-loop %t
// The loop of an agent that asks each of its tool servers for its list.
// LIBRARIES: folly libcoro cppcoro async_simple concurrencpp cobalt asio seastar kj qcoro runtime
#include "library.hpp"
#include <map>
#include <memory>
struct Tool {
  std::string name;
};
class ToolServer {
public:
  lib::task<std::vector<Tool>> list_tools();
  lib::task<std::string> call(std::string name, std::string arguments);
  const std::string &name() const;
};

class Registry {
public:
  lib::task<std::vector<Tool>> all_tools() {
    std::vector<Tool> out;
    for (auto &server : servers_) {
      auto tools = co_await server->list_tools(); // expect: async-await-in-loop
      for (auto &tool : tools)
        out.push_back(std::move(tool));
    }
    co_return out;
  }

  lib::task<std::map<std::string, std::vector<Tool>>> by_name() {
    std::map<std::string, std::vector<Tool>> out;
    for (const auto &[name, server] : named_)
      out[name] = co_await server->list_tools(); // expect: async-await-in-loop
    co_return out;
  }

  lib::task<std::vector<Tool>> raw() {
    std::vector<Tool> out;
    for (ToolServer *server : raw_)
      for (auto &tool : co_await server->list_tools()) // expect: async-await-in-loop
        out.push_back(tool);
    co_return out;
  }

  lib::task<std::size_t> counted() {
    std::size_t n = 0;
    for (std::size_t i = 0; i < servers_.size(); ++i)
      n += (co_await servers_[i]->list_tools()).size(); // expect: async-await-in-loop
    co_return n;
  }

  lib::task<std::size_t> by_iterator() {
    std::size_t n = 0;
    for (auto it = named_.begin(); it != named_.end(); ++it)
      n += (co_await it->second->list_tools()).size(); // expect: async-await-in-loop
    co_return n;
  }

  lib::task<std::size_t> by_value() {
    std::size_t n = 0;
    for (auto &server : values_) {
      auto tools = co_await server.list_tools(); // expect: async-await-in-loop
      n += tools.size();
    }
    co_return n;
  }

  // One server, asked again and again: its answers come in the order of the questions.
  lib::task<std::vector<std::string>> one_server(ToolServer &server, const std::vector<std::string> &names) {
    std::vector<std::string> out;
    for (const auto &name : names)
      out.push_back(co_await server.call(name, "{}"));
    co_return out;
  }

  // Two calls may be for the same server.
  lib::task<std::vector<std::string>> whoever(const std::vector<std::pair<std::string, std::string>> &calls) {
    std::vector<std::string> out;
    for (const auto &call : calls)
      out.push_back(co_await named_.at(call.first)->call(call.second, "{}"));
    co_return out;
  }

private:
  std::vector<std::unique_ptr<ToolServer>> servers_;
  std::map<std::string, std::shared_ptr<ToolServer>> named_;
  std::vector<ToolServer *> raw_;
  std::vector<ToolServer> values_;
};
