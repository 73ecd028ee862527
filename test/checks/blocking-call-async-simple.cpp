// RUN: %check_async_tidy %s async-blocking-call %t
// async_simple: sleeps, syncAwait in a helper, and work that goes to an executor of its own.
#include <async_simple/coro/Collect.h>
#include <async_simple/coro/Mutex.h>
#include <async_simple/coro/Sleep.h>
#include <async_simple/coro/SyncAwait.h>
#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>
using async_simple::coro::Lazy;
using namespace std::chrono_literals;
Lazy<std::string> callModel(std::string prompt);
Lazy<bool> ready();
static std::string callNow(const std::string& prompt) { return async_simple::coro::syncAwait(callModel(prompt)); }
struct Cache {
  Lazy<std::string> find(std::string key) {
    auto lock = co_await mutex.coScopedLock();
    co_return key;
  }
  async_simple::coro::Mutex mutex;
};

Lazy<std::string> ask(std::string prompt) {
  while (!co_await ready()) {
    std::this_thread::sleep_for(100ms); // expect: async-blocking-call
  }
  std::string answer = callNow(prompt); // expect: async-blocking-call
  co_return answer;
}

Lazy<std::string> askWell(std::string prompt, Cache& cache) {
  while (!co_await ready()) co_await async_simple::coro::sleep(100ms);
  std::string known = co_await cache.find(prompt);
  co_return known + co_await callModel(prompt);
}

Lazy<void> save(std::string text, async_simple::Executor* writer) {
  writer->schedule([text] { std::ofstream("answers.txt", std::ios::app) << text; });
  std::ofstream index("answers.idx"); // expect: async-blocking-call
  index << text.size();
  co_return;
}

Lazy<std::vector<std::string>> askAll(std::vector<std::string> prompts) {
  std::vector<Lazy<std::string>> calls;
  for (auto& prompt : prompts) calls.push_back(callModel(prompt));
  std::vector<std::string> answers;
  for (auto& result : co_await async_simple::coro::collectAll(std::move(calls))) answers.push_back(std::move(result).value());
  co_return answers;
}

int main() { return static_cast<int>(callNow("hello").size()); }
