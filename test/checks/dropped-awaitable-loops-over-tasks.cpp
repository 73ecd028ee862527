// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Tasks that are moved, popped, indexed or looked up in loops, and one loop that only counts them.
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using folly::coro::Task;
using Calls = std::vector<Task<std::string>>;

Task<std::string> callTool(std::string name);
Task<void> flush();
void show(const std::string& text);

Calls startAll(const std::vector<std::string>& names) {
  Calls calls;
  std::transform(names.begin(), names.end(), std::back_inserter(calls), [](const std::string& n) { return callTool(n); });
  return calls;
}

Task<void> inOrder(std::vector<std::string> names) {
  Calls calls = startAll(names);
  for (auto& call : calls) show(co_await std::move(call));
  Calls more = startAll(names);
  for (auto it = more.begin(); it != more.end(); ++it) show(co_await std::move(*it));
  auto rest = startAll(names);
  for (std::size_t i = 0; i < rest.size(); ++i) show(co_await std::move(rest[i]));
  for (auto&& call : startAll(names)) show(co_await std::move(call));
}

Task<void> keyed(std::vector<std::string> names) {
  std::unordered_map<std::string, Task<std::string>> byName;
  for (auto& n : names) byName.try_emplace(n, callTool(n));
  for (auto& [name, call] : byName) show(name + co_await std::move(call));
}

Task<void> merged(std::vector<std::string> names) {
  Calls first = startAll(names);
  Calls second = startAll(names);
  first.insert(first.end(), std::make_move_iterator(second.begin()), std::make_move_iterator(second.end()));
  auto results = co_await folly::coro::collectAllWindowed(std::move(first), 8);
  for (auto& text : results) show(text);
}

Task<int> lost(std::vector<std::string> names) {
  Calls calls = startAll(names); // expect: async-dropped-awaitable
  Calls grown; // expect: async-dropped-awaitable
  for (auto& n : names) grown.emplace_back(callTool(n));
  startAll(names); // expect: async-dropped-awaitable
  for (auto& n : names) {
    auto call = callTool(n); // expect: async-dropped-awaitable // expect-fix: auto call = co_await callTool(n);
    flush(); // expect: async-dropped-awaitable // expect-fix: co_await flush();
  }
  co_return static_cast<int>(names.size());
}
