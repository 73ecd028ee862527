// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Locals that get their task after the declaration.
#include <coro/coro.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

auto ask(std::string prompt) -> coro::task<std::string>;
auto store(std::string text) -> coro::task<void>;
void show(const std::string &);

auto prefetched(std::string prompt, bool deep) -> coro::task<std::string> {
  coro::task<std::string> answer;
  if (deep)
    answer = ask("think: " + prompt);
  else
    answer = ask(prompt);
  co_return co_await answer;
}

auto prefetched_lost(std::string prompt, bool deep) -> coro::task<std::string> {
  coro::task<std::string> answer; // expect: async-dropped-awaitable
  if (deep)
    answer = ask("think: " + prompt);
  co_return prompt;
}

auto replaced(std::vector<std::string> prompts) -> coro::task<std::string> {
  coro::task<std::string> latest;
  for (auto &p : prompts)
    latest = ask(p);
  co_return co_await latest;
}

auto maybe_stored(std::string text) -> coro::task<void> {
  std::optional<coro::task<void>> storing;
  if (text.size() > 10)
    storing = store(text);
  show(text);
  if (storing.has_value())
    co_await std::move(storing.value());
  std::optional<coro::task<void>> forgotten = store(text); // expect: async-dropped-awaitable
  std::optional<coro::task<void>> later; // expect: async-dropped-awaitable
  later = store(text + "!");
}

auto handed_over(std::string text, coro::task<void> &out) -> void {
  coro::task<void> mine = store(text);
  out = std::move(mine);
  auto [first, second] = std::pair(store("a"), store("b"));
  out = std::move(text.empty() ? first : second);
}

auto pointed(std::string text) -> coro::task<void> {
  auto mine = store(text);
  auto *pointer = &mine;
  co_await *pointer;
}
