// RUN: %check_async_tidy %s async-blocking-call %t
// On a seastar reactor every blocking call costs the whole shard; its own sleeps and streams do not.
#include <seastar/core/coroutine.hh>
#include <seastar/core/gate.hh>
#include <seastar/core/loop.hh>
#include <seastar/core/sleep.hh>
#include <seastar/core/semaphore.hh>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>
using namespace std::chrono_literals;
seastar::future<int> call_tool(std::string name);
struct Prompts {
  std::string operator()(const std::string& name) const {
    std::ifstream in("prompts/" + name);
    std::string text;
    std::getline(in, text, '\0');
    return text;
  }
};

seastar::future<int> run(std::string name, Prompts prompts) {
  std::this_thread::sleep_for(5ms); // expect: async-blocking-call
  // expect-fix:   co_await seastar::sleep(5ms);
  std::string prompt = prompts(name); // expect: async-blocking-call
  co_return co_await call_tool(prompt);
}

seastar::future<int> run_limited(seastar::semaphore& slots, seastar::gate& gate, std::string name) {
  auto holder = gate.hold();
  auto units = co_await seastar::get_units(slots, 1);
  co_await seastar::sleep(5ms);
  if (slots.try_wait()) slots.signal();
  co_return co_await call_tool(std::move(name));
}

seastar::future<int> run_all(std::vector<std::string> names) {
  int sum = 0;
  for (auto& name : names) {
    co_await call_tool(name).then([&sum](int value) { sum += value; });
  }
  co_return sum;
}

seastar::future<int> run_each(std::vector<std::string> names) {
  int sum = 0;
  co_await seastar::max_concurrent_for_each(names, 4, [&sum](const std::string& name) -> seastar::future<> {
    std::ofstream log("tools.log", std::ios::app); // expect: async-blocking-call
    log << name;
    sum += co_await call_tool(name);
  });
  co_return sum;
}
