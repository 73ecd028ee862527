// RUN: %check_async_tidy %s async-blocking-call %t
// Blocking calls behind macros are reported where the macro is used, in coroutines only.
#include <folly/coro/Task.h>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#define PAUSE_MS(n) std::this_thread::sleep_for(std::chrono::milliseconds(n))
#define LOG_LINE(text) std::ofstream("agent.log", std::ios::app) << (text) << '\n'
#define TRY(value, expression)                  \
  auto value##_result = (expression);           \
  if (!value##_result.ok) co_return -1;         \
  int value = value##_result.number
#define IGNORE(expression) ((void)sizeof(expression))
#define TRACE(text) std::fprintf(stderr, "%s\n", text)
struct Parsed {
  bool ok;
  int number;
};
static Parsed parse_file(const std::string& path) {
  std::ifstream in(path);
  int number = 0;
  return {static_cast<bool>(in >> number), number};
}
static Parsed parse_text(const std::string& text) { return {!text.empty(), static_cast<int>(text.size())}; }
folly::coro::Task<int> ask(int number);

folly::coro::Task<int> fromFile(std::string path) {
  LOG_LINE(path); // expect: async-blocking-call
  TRY(number, parse_file(path)); // expect: async-blocking-call
  PAUSE_MS(20); // expect: async-blocking-call
  co_return co_await ask(number);
}

folly::coro::Task<int> fromText(std::string text) {
  TRACE(text.c_str());
  IGNORE(parse_file(text));
  TRY(number, parse_text(text));
  co_return co_await ask(number);
}

int fromFileNow(const std::string& path) {
  LOG_LINE(path);
  PAUSE_MS(20);
  return parse_file(path).number;
}
