// The five tool servers: search, pages, weather, calculator and notes. Each lists its tools and runs them.
#pragma once

#include <boost/json.hpp>

#include <chrono>
#include <string_view>
#include <vector>

namespace demo {

struct ToolServer {
  std::string_view name;
  std::chrono::milliseconds list_delay;
  std::chrono::milliseconds call_delay;
};

/// The tool server of this name, or null.
const ToolServer *find_tool_server(std::string_view name);

/// What `server` offers, in the form in which a chat completion request lists tools.
boost::json::array list_tools(const ToolServer &server);

/// Runs one tool; throws std::invalid_argument for an unknown tool or bad arguments.
std::string run_tool(const ToolServer &server, std::string_view tool, const boost::json::object &arguments);

} // namespace demo
