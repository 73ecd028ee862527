#include "lines.hpp"
#include <chrono>
#include <cstdlib>
#include <folly/coro/Task.h>
#include <thread>

folly::coro::Task<int> warm_up(std::vector<std::string> tools) {
  int failed = 0;
  for_each_tool(tools, [&](const std::string &tool) { failed += std::system(tool.c_str()); }); // expect: async-blocking-call
  co_return failed;
}

folly::coro::Task<std::size_t> total(std::vector<std::string> tools) {
  std::size_t letters = 0;
  for_each_tool(tools, [&](const std::string &tool) { letters += tool.size(); });
  when_idle([] { std::this_thread::sleep_for(std::chrono::seconds(1)); });
  co_return letters;
}
