// RUN: %check_async_tidy %s async-blocking-call %t
// Function-local statics and singletons that load a file the first time a coroutine reaches them.
#include <folly/coro/Task.h>
#include <fstream>
#include <map>
#include <string>
#include <vector>
struct Config {
  static Config load(const std::string& path) {
    Config config;
    std::ifstream in(path);
    for (std::string key, value; in >> key >> value;) config.values[key] = value;
    return config;
  }
  static const Config& instance() {
    static const Config config = load("agent.cfg");
    return config;
  }
  std::string at(const std::string& key) const {
    auto it = values.find(key);
    return it == values.end() ? "" : it->second;
  }
  std::map<std::string, std::string> values;
};
// Loaded before main, where nothing waits.
static const Config defaults = Config::load("defaults.cfg");
static const std::vector<std::string>& stop_words() {
  static const std::vector<std::string> words{"the", "a", "of"};
  return words;
}
folly::coro::Task<std::string> ask(std::string model, std::string prompt);

folly::coro::Task<std::string> answer(std::string prompt) {
  std::string model = Config::instance().at("model"); // expect: async-blocking-call
  co_return co_await ask(model, prompt);
}

folly::coro::Task<std::string> answerFresh(std::string prompt) {
  static const Config config = Config::load("fresh.cfg"); // expect: async-blocking-call
  co_return co_await ask(config.at("model"), prompt);
}

folly::coro::Task<std::string> answerWith(const Config& config, std::string prompt) {
  std::string model = config.at("model");
  if (model.empty()) model = defaults.at("model");
  for (auto& word : stop_words()) prompt += word;
  co_return co_await ask(model, prompt);
}
