// RUN: %check_async_tidy %s async-blocking-call %t
// async::run belongs to main; inside a coroutine it waits for a loop that cannot turn.
#include <async/async.hpp>
#include <string>
#include <utility>
#include <vector>
namespace agent {
async::task<std::string> call_model(std::string prompt);

// A synchronous shim kept for scripts.
inline std::string call_model_sync(std::string prompt) { return async::run(call_model(std::move(prompt))); }

async::task<std::string> plan(std::string goal) {
  std::string draft = async::run(call_model("plan " + goal)); // expect: async-blocking-call
  std::string review = call_model_sync("review " + draft); // expect: async-blocking-call
  co_return co_await call_model("revise " + review);
}

async::task<std::vector<std::string>> plan_all(std::vector<std::string> goals) {
  std::vector<async::task<std::string>> tasks;
  for (auto& goal : goals) tasks.push_back(plan(goal));
  co_return co_await async::gather(std::move(tasks));
}

struct Pipeline {
  std::string run(const std::string& input) { return input; }
  std::string run_sync(const std::string& input) { return run(input); }
  std::string get() const { return "cached"; }
  void wait() {}
  bool join() { return true; }
};

async::task<std::string> normalise(Pipeline& pipeline, std::string text) {
  pipeline.wait();
  pipeline.join();
  text = pipeline.run(text) + pipeline.get();
  co_return pipeline.run_sync(text);
}
}

int main(int argc, char** argv) {
  std::string answer = async::run(agent::plan(argc > 1 ? argv[1] : "test"));
  return answer == agent::call_model_sync("again");
}
