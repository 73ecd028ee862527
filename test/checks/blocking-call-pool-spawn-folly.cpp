// RUN: %check_async_tidy %s async-blocking-call %t
// A coroutine that only ever runs on the CPU pool may block; one that is also awaited in place may not.
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <folly/executors/CPUThreadPoolExecutor.h>
#include <folly/executors/GlobalExecutor.h>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
namespace {
folly::coro::Task<int> runShell(std::string command) { co_return std::system(command.c_str()); }

folly::coro::Task<std::string> slurp(std::string path) {
  std::ifstream in(path); // expect: async-blocking-call
  co_return std::string(std::istreambuf_iterator<char>(in), {});
}

folly::coro::Task<int> lint(std::string path) {
  int code = std::system(("clang-tidy " + path).c_str()); // expect: async-blocking-call
  co_return code;
}

folly::coro::Task<void> dump(std::string path, std::string text) {
  std::ofstream(path) << text;
  co_return;
}
}

folly::coro::Task<int> build(std::string target) {
  co_return co_await folly::coro::co_withExecutor(folly::getGlobalCPUExecutor(), runShell("make " + target));
}

folly::coro::Task<int> test(folly::CPUThreadPoolExecutor& pool) {
  auto running = folly::coro::co_withExecutor(&pool, runShell("ctest")).start();
  co_return co_await std::move(running);
}

folly::coro::Task<std::string> readBoth(std::string path) {
  std::string here = co_await slurp(path);
  co_return here + co_await folly::coro::co_withExecutor(folly::getGlobalCPUExecutor(), slurp(path + ".old"));
}

folly::coro::Task<int> lintOnLoop(std::string path) {
  co_return co_await folly::coro::co_withExecutor(folly::getGlobalIOExecutor(), lint(path));
}

folly::coro::Task<void> keep(folly::CPUThreadPoolExecutor& pool, std::string text) {
  co_await dump("a.txt", text).scheduleOn(&pool);
  pool.add([text] { std::ofstream("b.txt") << text; });
}
