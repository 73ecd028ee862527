#include "lines.hpp"

static void visit_all(const std::vector<std::string> &tools, const std::function<void(const std::string &)> &visit) {
  for (const auto &tool : tools) visit(tool);
}

void for_each_tool(const std::vector<std::string> &tools, const std::function<void(const std::string &)> &visit) {
  visit_all(tools, visit);
}

static std::vector<std::function<void()>> idle;
void when_idle(std::function<void()> work) { idle.push_back(std::move(work)); }
