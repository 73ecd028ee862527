// RUN: %check_async_tidy %s async-dropped-awaitable %t
// An agent on folly in which every task reaches an await, a scope, a gather or its caller.
#include <folly/coro/AsyncGenerator.h>
#include <folly/coro/AsyncScope.h>
#include <folly/coro/Collect.h>
#include <folly/coro/Mutex.h>
#include <folly/coro/Task.h>
#include <folly/coro/Timeout.h>
#include <folly/executors/GlobalExecutor.h>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

using folly::coro::Task;
using namespace std::chrono_literals;
using Pending = std::variant<std::monostate, Task<std::string>>;

Task<std::string> complete(std::string prompt);
Task<void> store(std::string text);
folly::coro::AsyncGenerator<std::string&&> tokens(std::string prompt);
void show(const std::string& text);

class Agent {
  folly::coro::Mutex mutex_;
  folly::coro::AsyncScope scope_;
  std::optional<Task<std::string>> ahead_;
  std::vector<std::string> history_;

 public:
  Task<std::string> turn(std::string prompt) {
    auto lock = co_await mutex_.co_scoped_lock();
    std::optional<Task<std::string>> current = std::exchange(ahead_, std::nullopt);
    if (!current) current.emplace(complete(prompt));
    auto text = co_await folly::coro::timeout(std::move(*current), 60s);
    lock.unlock();
    ahead_ = complete(text);
    ahead_.emplace(complete(text + "?"));
    scope_.add(store(text).scheduleOn(folly::getGlobalCPUExecutor()));
    history_.push_back(text);
    co_return text;
  }
  Task<void> stream(std::string prompt) {
    for (auto feed = tokens(prompt); auto token = co_await feed.next();) show(*token);
  }
  Task<std::string> fallback(std::string prompt) {
    auto primary = complete(prompt), secondary = complete("again: " + prompt);
    auto first = co_await folly::coro::co_awaitTry(std::move(primary));
    if (first.hasValue()) co_return std::move(first).value();
    co_return co_await std::move(secondary);
  }
  Task<std::string> either(std::string prompt) {
    Pending pending = complete(prompt);
    auto& task = std::get<Task<std::string>>(pending);
    co_return co_await std::move(task);
  }
  Task<void> close() {
    auto joined = scope_.joinAsync();
    co_await std::move(joined);
    auto [a, b] = co_await folly::coro::collectAll(complete("a"), complete("b"));
    show(a + b);
  }
};
