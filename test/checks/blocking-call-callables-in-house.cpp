// RUN: %check_async_tidy %s async-blocking-call %t
// In-house wrappers that call their argument at once: quiet themselves, the coroutine that passes blocking work is not.
#include <async/async.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>
namespace util {
void record(const char* what, std::chrono::steady_clock::duration took);
template <class F> auto timed(const char* what, F&& f) {
  auto start = std::chrono::steady_clock::now();
  auto result = f();
  record(what, std::chrono::steady_clock::now() - start);
  return result;
}
template <class F> async::task<int> with_retry(int tries, F f) {
  for (int i = 0; i + 1 < tries; ++i) {
    if (f() == 0) co_return 0;
    co_await async::sleep_for(std::chrono::seconds(1));
  }
  co_return f();
}
void for_lines(const std::string& text, const std::function<void(std::string)>& each) {
  std::size_t from = 0;
  for (std::size_t to; (to = text.find('\n', from)) != std::string::npos; from = to + 1) each(text.substr(from, to - from));
}
int apply(int (*f)(const std::string&), const std::string& argument) { return f(argument); }
}
static int shell(const std::string& command) { return std::system(command.c_str()); }
static int length(const std::string& command) { return static_cast<int>(command.size()); }

async::task<int> build(std::string target) {
  int code = util::timed("build", [&] { return shell("make " + target); }); // expect: async-blocking-call
  code += co_await util::with_retry(3, [&] { return shell("make check"); }); // expect: async-blocking-call
  code += util::apply(shell, "make install"); // expect: async-blocking-call
  util::for_lines("a\nb\n", [](std::string line) { std::ofstream(line) << "touched"; }); // expect: async-blocking-call
  co_return code;
}

async::task<int> measure(std::string target) {
  int code = util::timed("measure", [&] { return length(target); });
  code += co_await util::with_retry(3, [&] { return length(target); });
  code += util::apply(length, target);
  std::vector<std::string> lines;
  util::for_lines("a\nb\n", [&](std::string line) { lines.push_back(std::move(line)); });
  code += co_await util::timed("offload", [&] { return async::to_thread([target] { return shell(target); }); });
  co_return code;
}
