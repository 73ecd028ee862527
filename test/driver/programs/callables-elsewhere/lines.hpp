#pragma once
#include <functional>
#include <string>
#include <vector>
void for_each_tool(const std::vector<std::string> &tools, const std::function<void(const std::string &)> &visit);
void when_idle(std::function<void()> work);
