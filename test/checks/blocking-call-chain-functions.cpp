// RUN: %check_async_tidy %s async-blocking-call %t
// Chains of two to five plain helpers down to the call that blocks; the report stands at the coroutine's call.
#include <folly/coro/Task.h>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>
namespace config {
static std::string slurp(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}
static std::string section(const std::string& path, const std::string& name) {
  std::string text = slurp(path);
  auto at = text.find("[" + name + "]");
  return at == std::string::npos ? "" : text.substr(at);
}
static std::optional<std::string> value(const std::string& path, const std::string& name, const std::string& key) {
  std::string block = section(path, name);
  auto at = block.find(key + "=");
  if (at == std::string::npos) return std::nullopt;
  return block.substr(at + key.size() + 1);
}
static int number(const std::string& key, int fallback) {
  auto text = value("agent.ini", "limits", key);
  return text ? std::stoi(*text) : fallback;
}
static int max_turns() { return number("max_turns", 8); }
static std::string key_of(const std::string& line) { return line.substr(0, line.find('=')); }
static std::string trimmed(const std::string& line) { return key_of(line) + "!"; }
}
folly::coro::Task<bool> runTurn(int turn);

folly::coro::Task<std::string> loadPrompt(std::string name) {
  co_return config::slurp("prompts/" + name); // expect: async-blocking-call
}

folly::coro::Task<void> runAgent() {
  for (int turn = 0; turn < config::max_turns(); ++turn) { // expect: async-blocking-call
    if (co_await runTurn(turn)) break;
  }
}

folly::coro::Task<std::string> model() {
  auto name = config::value("agent.ini", "model", "name"); // expect: async-blocking-call
  co_return name.value_or("small");
}

folly::coro::Task<std::string> parse(std::string line) { co_return config::trimmed(line) + config::key_of(line); }

// The caller of a coroutine that blocks is not reported again.
folly::coro::Task<void> startAgent() {
  co_await loadPrompt("system");
  co_await runAgent();
}
