// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Virtual tools behind smart pointers, tables and factories.
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace agent {
template <class T> using Async = folly::coro::Task<T>;
struct Result {
  bool ok;
  std::string text;
};

class Tool {
 public:
  virtual ~Tool() = default;
  virtual Async<Result> call(std::string args) = 0;
  virtual Async<void> reset() { co_return; }
  virtual std::string name() const = 0;
};

class Logged : public Tool {
 public:
  explicit Logged(std::unique_ptr<Tool> inner) : inner_(std::move(inner)) {}
  Async<Result> call(std::string args) override {
    inner_->reset(); // expect: async-dropped-awaitable // expect-fix: co_await inner_->reset();
    auto result = co_await inner_->call(args);
    ++calls_;
    co_return result;
  }
  Async<void> reset() override {
    Tool::reset(); // expect: async-dropped-awaitable
    return inner_->reset();
  }
  std::string name() const override { return "logged " + inner_->name(); }

 private:
  std::unique_ptr<Tool> inner_;
  int calls_ = 0;
};

class Registry {
  std::map<std::string, std::shared_ptr<Tool>> tools_;
  std::map<std::string, std::function<Async<Result>(std::string)>> functions_;

 public:
  void add(std::shared_ptr<Tool> tool) {
    auto name = tool->name();
    functions_[name] = [tool](std::string args) { return tool->call(std::move(args)); };
    tools_.emplace(name, std::move(tool));
  }
  Async<Result> dispatch(std::string name, std::string args) {
    if (auto it = functions_.find(name); it != functions_.end()) co_return co_await it->second(args);
    tools_.at(name)->reset(); // expect: async-dropped-awaitable // expect-fix: co_await tools_.at(name)->reset();
    functions_.at(name)("warm up"); // expect: async-dropped-awaitable // expect-fix: co_await functions_.at(name)("warm up");
    co_return co_await tools_.at(name)->call(args);
  }
  Async<void> resetAll() {
    for (auto& [name, tool] : tools_) tool->reset(); // expect: async-dropped-awaitable
    std::vector<Async<void>> resets;
    for (auto& [name, tool] : tools_) resets.push_back(tool->reset());
    co_await folly::coro::collectAllRange(std::move(resets));
  }
};
} // namespace agent
