// RUN: %check_async_tidy %s async-blocking-call %t
// Standard algorithms call what they are given at once; a blocking callable is reported at the call that passes it.
#include <coro/coro.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <mutex>
#include <numeric>
#include <string>
#include <tuple>
#include <variant>
#include <vector>
static std::string read_first(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  std::getline(in, line);
  return line;
}
static bool present(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "r");
  return file && std::fclose(file) == 0;
}
static void load_tables() { std::ifstream in("tables.bin"); }
coro::task<void> publish(std::vector<std::string> lines);

coro::task<void> gather_notes(std::vector<std::string> paths) {
  std::vector<std::string> lines(paths.size());
  std::erase_if(paths, [](const std::string& path) { return !present(path); }); // expect: async-blocking-call
  std::transform(paths.begin(), paths.end(), lines.begin(), read_first); // expect: async-blocking-call
  std::for_each(paths.begin(), paths.end(), [&](const std::string& path) { // expect: async-blocking-call
    std::ifstream in(path);
    std::getline(in, lines.emplace_back());
  });
  std::ranges::sort(paths, {}, [](const std::string& path) { return read_first(path); }); // expect: async-blocking-call
  co_await publish(lines);
}

coro::task<std::string> once(std::variant<int, std::string> source) {
  static std::once_flag loaded;
  std::call_once(loaded, load_tables); // expect: async-blocking-call
  std::string text = std::invoke(read_first, std::string("a.txt")); // expect: async-blocking-call
  co_return text;
}

coro::task<void> tidy(std::vector<std::string> lines, std::variant<int, std::string> source) {
  std::ranges::sort(lines, [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
  std::for_each(lines.begin(), lines.end(), [](std::string& line) { line += '.'; });
  auto total = std::accumulate(lines.begin(), lines.end(), std::string());
  auto later = std::bind(read_first, "b.txt");
  std::function<std::string(const std::string&)> reader = read_first;
  std::visit([&](auto& value) { lines.push_back("alternative"); }, source);
  co_await publish(lines);
}
