// RUN: %check_async_tidy %s async-blocking-call %t
// folly futures: wait and get block until they are ready; asking first, awaiting and chaining do not.
#include <folly/coro/Baton.h>
#include <folly/coro/BlockingWait.h>
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <folly/executors/GlobalExecutor.h>
#include <string>
#include <utility>
#include <vector>
folly::SemiFuture<std::string> lookup(std::string key);
folly::Future<int> scoreOf(std::string text);
folly::coro::Task<std::string> fetch(std::string url);
static std::string lookupNow(const std::string& key) { return lookup(key).via(folly::getGlobalCPUExecutor()).get(); }

struct Client {
  std::string get(std::string url) { return folly::coro::blockingWait(fetch(std::move(url))); }
  folly::coro::Task<std::string> co_get(std::string url) { return fetch(std::move(url)); }
};

folly::coro::Task<int> rank(Client& client, std::string key) {
  auto pending = lookup(key);
  pending.wait(); // expect: async-blocking-call
  std::string text = lookupNow(key); // expect: async-blocking-call
  text += client.get("/rank"); // expect: async-blocking-call
  text += fetch("/other").semi().get(); // expect: async-blocking-call
  auto score = scoreOf(text);
  co_return std::move(score).get(); // expect: async-blocking-call
}

folly::coro::Task<int> rankWell(Client& client, std::string key) {
  auto pending = lookup(key);
  std::string text = co_await client.co_get("/rank");
  text += co_await std::move(pending);
  auto score = scoreOf(text);
  if (score.isReady()) co_return std::move(score).get();
  co_return co_await std::move(score);
}

folly::coro::Task<int> rankAll(std::vector<folly::coro::Task<int>> tasks) {
  int sum = 0;
  for (auto& result : co_await folly::coro::collectAllTryRange(std::move(tasks))) {
    if (result.hasValue()) sum += result.value();
  }
  co_return sum;
}

int main() {
  Client client;
  return static_cast<int>(client.get("/") == lookupNow("a")) + folly::coro::blockingWait(rank(client, "a"));
}
