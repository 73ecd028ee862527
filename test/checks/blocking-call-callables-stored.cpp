// RUN: %check_async_tidy %s async-blocking-call %t
// Callables kept for later are unknown where they run and silent where they are stored.
#include <folly/coro/Task.h>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>
static int shell(const std::string& command) { return std::system(command.c_str()); }
class Signal {
 public:
  int connect(std::function<void(const std::string&)> slot) {
    slots_.push_back(std::move(slot));
    return static_cast<int>(slots_.size());
  }
  void emit(const std::string& event) {
    for (auto& slot : slots_) slot(event);
  }

 private:
  std::vector<std::function<void(const std::string&)>> slots_;
};
class Registry {
 public:
  template <class F> void add(std::string name, F tool) { tools_[std::move(name)] = std::move(tool); }
  int call(const std::string& name, const std::string& input) { return tools_.at(name)(input); }

 private:
  std::map<std::string, std::function<int(const std::string&)>> tools_;
};
struct Job {
  int (*run)(const std::string&);
  std::string input;
};
void schedule(std::function<void()> later);
folly::coro::Task<void> announce(std::string text);

folly::coro::Task<void> setUp(Signal& failed, Registry& registry, std::deque<Job>& jobs) {
  failed.connect([](const std::string& event) { std::system(("notify " + event).c_str()); });
  registry.add("shell", shell);
  registry.add("lint", [](const std::string& path) { return shell("clang-tidy " + path); });
  jobs.push_back(Job{&shell, "make"});
  schedule([] { shell("make clean"); });
  co_await announce("ready");
}

folly::coro::Task<int> dispatch(Signal& failed, Registry& registry, std::deque<Job>& jobs) {
  failed.emit("none");
  int code = registry.call("shell", "make");
  for (auto& job : jobs) code += job.run(job.input);
  co_await announce("dispatched");
  co_return code + shell("make check"); // expect: async-blocking-call
}
