// RUN: %check_async_tidy %s async-blocking-call %t
// A coroutine that blocks is reported in itself and not at its callers; a plain function that only makes a task is no wait.
#include <async/async.hpp>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>
async::task<int> run(std::string command) {
  co_return std::system(command.c_str()); // expect: async-blocking-call
}
async::task<int> run_all(std::vector<std::string> commands) {
  int sum = 0;
  for (auto& command : commands) sum += co_await run(command);
  co_return sum;
}
static async::task<int> run_checked(std::string command) { return run(std::move(command)); }
static async::task<int> run_listed(const std::string& path) {
  std::ifstream in(path);
  std::string command;
  std::getline(in, command);
  return run(std::move(command));
}
static std::vector<async::task<int>> prepare(const std::vector<std::string>& commands) {
  std::vector<async::task<int>> tasks;
  for (auto& command : commands) tasks.push_back(run_checked(command));
  return tasks;
}

async::task<int> build(std::vector<std::string> commands) {
  int first = co_await run_checked("make");
  int listed = co_await run_listed("commands.txt"); // expect: async-blocking-call
  auto all = co_await async::gather(prepare(commands));
  auto handle = async::create_task(run("make check"));
  co_return first + listed + static_cast<int>(all.size()) + co_await handle;
}

async::task<void> with_group(std::vector<std::string> commands) {
  co_await async::with_task_group([&](async::task_group& group) -> async::task<void> {
    for (auto& command : commands) auto handle = group.spawn(run(command));
    co_return;
  });
}

int main() { return async::run(build({"make", "ctest"})); }
