// RUN: %check_async_tidy %s async-blocking-call %t
// Sleeps under the reference runtime become its timer; a sleep in a plain function is nobody's loop.
#include <async/async.hpp>
#include <chrono>
#include <string>
#include <thread>
using namespace std::chrono_literals;
namespace agent {
async::task<bool> job_done(std::string id);
async::task<std::string> fetch_result(std::string id);

async::task<std::string> wait_for_job(std::string id) {
  while (!co_await job_done(id)) {
    std::this_thread::sleep_for(500ms); // expect: async-blocking-call
    // expect-fix:     co_await async::sleep_for(500ms);
  }
  co_return co_await fetch_result(id);
}

async::task<std::string> wait_until_ready(std::string id, std::chrono::steady_clock::time_point when) {
  using std::this_thread::sleep_until;
  sleep_until(when); // expect: async-blocking-call
  // expect-fix:   co_await async::sleep_for(std::chrono::ceil<std::chrono::milliseconds>(when - std::chrono::steady_clock::now()));
  co_return co_await fetch_result(id);
}

async::task<std::string> wait_politely(std::string id) {
  while (!co_await job_done(id)) co_await async::sleep_for(500ms);
  co_await async::sleep_until(std::chrono::steady_clock::now() + 1s);
  co_return co_await fetch_result(id);
}

// Runs on a thread of its own: a stall here stops nothing else.
void watchdog(const bool& stop) {
  while (!stop) std::this_thread::sleep_for(1s);
}

async::task<void> with_watchdog(std::string id, const bool& stop) {
  std::thread([&stop] { watchdog(stop); }).detach();
  co_await wait_politely(id);
}
}

int main() {
  std::this_thread::sleep_for(10ms);
  std::string text = async::run(agent::wait_for_job("42"));
  return text.empty();
}
