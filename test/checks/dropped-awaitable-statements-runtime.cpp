// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A tool runner whose bookkeeping calls lost their co_await.
#include <async/async.hpp>
#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;

struct tool_result {
  bool ok;
  std::string text;
};
async::task<tool_result> call_tool(std::string name, std::string args);
async::task<void> audit(std::string what);
void log_line(const std::string &);
bool is_interesting(const std::string &);

async::task<tool_result> run_tool(std::string name, std::string args) {
  audit("start " + name); // expect: async-dropped-awaitable // expect-fix: co_await audit("start " + name);
  tool_result result = co_await call_tool(name, args);
  if (!result.ok)
    audit("failed " + name); // expect: async-dropped-awaitable // expect-fix: co_await audit("failed " + name);
  else if (is_interesting(result.text)) {
    log_line(result.text);
    co_await audit("done " + name);
  }
  co_return result;
}

async::task<void> wait_a_little(int attempt) {
  async::sleep_for(attempt * 100ms); // expect: async-dropped-awaitable // expect-fix: co_await async::sleep_for(attempt * 100ms);
  do
    async::yield(); // expect: async-dropped-awaitable
  while (--attempt > 0);
  co_await async::sleep_for(10ms);
  co_await async::yield();
}

async::task<void> drain(async::background_tasks &background, async::channel<std::string> &out) {
  background.spawn(audit("draining"));
  out.send("bye"); // expect: async-dropped-awaitable
  out.close();
  background.drain(); // expect: async-dropped-awaitable
  co_await background.drain();
}

async::task<std::string> first_line(async::channel<std::string> &in) {
  auto line = co_await in.receive();
  co_return line ? *line : std::string();
}
