// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Bindings of pairs, tuples and aggregates of tasks.
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <string>
#include <tuple>
#include <utility>

using folly::coro::Task;

struct Split {
  std::string text;
  Task<void> refresh;
};

std::pair<Task<std::string>, Task<int>> askWithCost(std::string prompt);
std::tuple<int, Task<void>> openRun(std::string name);
Split splitPrompt(std::string prompt);
std::pair<int, std::string> parse(const std::string& line);
Task<void> show(std::string text);

Task<std::string> neither(std::string prompt) {
  auto [answer, cost] = askWithCost(prompt); // expect: async-dropped-awaitable
  co_return prompt;
}

Task<std::string> both(std::string prompt) {
  auto [answer, cost] = askWithCost(prompt);
  int n = co_await std::move(cost);
  co_return co_await std::move(answer) + std::to_string(n);
}

Task<std::string> gathered(std::string prompt) {
  auto [answer, cost] = askWithCost(prompt);
  auto [text, n] = co_await folly::coro::collectAll(std::move(answer), std::move(cost));
  co_return text + std::to_string(n);
}

Task<int> run(std::string name) {
  auto [id, started] = openRun(name); // expect: async-dropped-awaitable
  co_return id;
}

Task<void> trimmed(std::string prompt) {
  auto&& [text, refresh] = splitPrompt(prompt); // expect: async-dropped-awaitable
  co_await show(text);
}

Task<void> untouched(std::string prompt) {
  [[maybe_unused]] auto [answer, cost] = askWithCost(prompt);
  auto [code, body] = parse(prompt);
  co_await show(body);
}
