// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Containers and owners that are filled with tasks and then left to die.
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

using folly::coro::Task;
Task<std::string> runTool(std::string name);
void logCount(std::size_t n);

Task<void> dispatch(std::vector<std::string> names) {
  std::vector<Task<std::string>> calls; // expect: async-dropped-awaitable
  calls.reserve(names.size());
  for (auto& n : names) calls.push_back(runTool(n));
  logCount(calls.size());
  co_return;
}

Task<void> dispatchQueue(std::vector<std::string> names) {
  std::deque<Task<std::string>> queue; // expect: async-dropped-awaitable
  for (auto& n : names) queue.emplace_back(runTool(n));
  while (!queue.empty()) queue.pop_front();
  co_return;
}

Task<void> keyed(std::vector<std::string> names) {
  std::map<std::string, Task<std::string>> byName; // expect: async-dropped-awaitable
  for (auto& n : names) byName.emplace(n, runTool(n));
  byName.clear();
  co_return;
}

Task<void> owners(std::string name) {
  std::optional<Task<std::string>> maybe; // expect: async-dropped-awaitable
  if (!name.empty()) maybe.emplace(runTool(name));
  auto held = std::make_unique<Task<std::string>>(runTool(name)); // expect: async-dropped-awaitable
  std::array<Task<std::string>, 2> pair{runTool("a"), runTool("b")}; // expect: async-dropped-awaitable
  auto both = std::make_tuple(runTool("c"), runTool("d")); // expect: async-dropped-awaitable
  co_return;
}

Task<int> empties(std::vector<std::string> names) {
  std::vector<Task<std::string>> none;
  std::optional<Task<std::string>> nothing;
  std::vector<std::string> texts;
  for (auto& n : names) texts.push_back(co_await runTool(n));
  co_return static_cast<int>(texts.size());
}

Task<std::size_t> gathered(std::vector<std::string> names) {
  std::vector<Task<std::string>> calls;
  for (auto& n : names) calls.push_back(runTool(n));
  auto results = co_await folly::coro::collectAllRange(std::move(calls));
  co_return results.size();
}
