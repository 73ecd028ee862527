#include "workers.hpp"
#include <fstream>

static std::string read(const std::string &path) {
  std::ifstream in(path);
  std::string text;
  in >> text;
  return text;
}

coro::task<std::string> rules(Workers &workers) {
  co_return co_await workers.run([] { return read("RULES.md"); });
}

coro::task<std::string> memory() {
  co_await onto_workers();
  std::string text = read("memory.md");
  co_await back_to_loop();
  co_return text;
}

coro::task<std::string> both() {
  co_await onto_workers();
  std::string text = read("memory.md");
  co_await back_to_loop();
  text += read("notes.md"); // expect: async-blocking-call
  co_return text;
}
