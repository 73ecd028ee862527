// RUN: %check_async_tidy %s async-fail-fast-gather %t
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <folly/Try.h>
#include <string>
#include <vector>
struct Call { std::string name; };
folly::coro::Task<std::string> invokeTool(Call call);
void answer(const Call& call, std::string text);
folly::coro::Task<void> dispatch(std::vector<Call> calls) {
  std::vector<folly::coro::Task<std::string>> tasks;
  tasks.reserve(calls.size());
  for (const auto& call : calls) tasks.push_back(invokeTool(call));
  auto texts = co_await folly::coro::collectAllRange(std::move(tasks)); // expect: async-fail-fast-gather
  for (size_t i = 0; i < calls.size(); ++i) answer(calls[i], std::move(texts[i]));
}
folly::coro::Task<void> dispatchWindowed(std::vector<Call> calls) {
  std::vector<folly::coro::Task<std::string>> tasks;
  for (const auto& call : calls) tasks.push_back(invokeTool(call));
  size_t i = 0;
  for (auto& text : co_await folly::coro::collectAllWindowed(std::move(tasks), 8)) // expect: async-fail-fast-gather
    answer(calls[i++], text);
}
folly::coro::Task<void> dispatchTry(std::vector<Call> calls) {
  std::vector<folly::coro::Task<std::string>> tasks;
  for (const auto& call : calls) tasks.push_back(invokeTool(call));
  auto texts = co_await folly::coro::collectAllTryRange(std::move(tasks));
  for (size_t i = 0; i < calls.size(); ++i) answer(calls[i], texts[i].hasValue() ? texts[i].value() : "failed");
}
folly::coro::Task<void> pair(Call a, Call b) {
  auto [x, y] = co_await folly::coro::collectAll(invokeTool(a), invokeTool(b)); // expect: async-fail-fast-gather
  answer(a, x);
  answer(b, y);
}
folly::coro::Task<std::string> joined(Call a, Call b) {
  auto [x, y] = co_await folly::coro::collectAll(invokeTool(a), invokeTool(b));
  co_return x + "\n" + y;
}
folly::coro::Task<folly::Try<std::string>> tryTool(Call call) { co_return co_await folly::coro::co_awaitTry(invokeTool(std::move(call))); }
folly::coro::Task<void> pairTry(Call a, Call b) {
  auto [x, y] = co_await folly::coro::collectAll(tryTool(a), tryTool(b));
  answer(a, x.value());
  answer(b, y.value());
}
// The in-house helper of this code base.
template <class T> folly::coro::Task<std::vector<T>> inParallel(std::vector<folly::coro::Task<T>> work) {
  co_return co_await folly::coro::collectAllRange(std::move(work));
}
folly::coro::Task<void> helper(std::vector<Call> calls) {
  std::vector<folly::coro::Task<std::string>> tasks;
  for (const auto& call : calls) tasks.push_back(invokeTool(call));
  auto texts = co_await inParallel(std::move(tasks)); // expect: async-fail-fast-gather
  for (size_t i = 0; i < calls.size(); ++i) answer(calls[i], texts[i]);
}
