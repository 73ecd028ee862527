// RUN: %check_async_tidy %s async-blocking-call %t
// Lambdas called where they stand or by name, and lambdas that are only made.
#include <boost/asio.hpp>
#include <fstream>
#include <functional>
#include <string>
#include <vector>
namespace asio = boost::asio;
asio::awaitable<void> publish(std::string text);

asio::awaitable<void> report(std::string path) {
  const std::string text = [&] { // expect: async-blocking-call
    std::ifstream in(path);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }();
  co_await publish(text);
}

asio::awaitable<void> report_each(std::vector<std::string> paths) {
  auto load = [](const std::string& path) {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    return line;
  };
  for (auto& path : paths) co_await publish(load(path)); // expect: async-blocking-call
}

asio::awaitable<void> report_nested(std::string path) {
  auto open = [&] { return std::ifstream(path); };
  auto first = [&] {
    auto in = open();
    return in.get();
  };
  if (first() == '#') co_await publish("comment"); // expect: async-blocking-call
}

struct Hooks {
  std::function<void(const std::string&)> saved;
  std::vector<std::function<void()>> exits;
};

asio::awaitable<void> install(Hooks& hooks, std::string path) {
  auto save = [path](const std::string& text) { std::ofstream(path) << text; };
  hooks.saved = save;
  hooks.exits.push_back([path] { std::ofstream(path + ".exit") << "bye"; });
  auto shout = [](std::string text) { return text + "!"; };
  co_await publish(shout("installed"));
}

asio::awaitable<void> fire(Hooks& hooks) {
  if (hooks.saved) hooks.saved("x");
  for (auto& exit : hooks.exits) exit();
  co_await publish("fired");
}
