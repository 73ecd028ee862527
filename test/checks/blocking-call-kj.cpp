// RUN: %check_async_tidy %s async-blocking-call %t
// kj promises: wait() belongs to the top level; in a coroutine it and every other wait stop the event loop.
#include <kj/async.h>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <utility>
namespace agent {
kj::Promise<std::string> callModel(std::string prompt);
kj::Promise<void> delay(std::chrono::milliseconds time);
struct Store {
  kj::Promise<std::string> read(std::string key);
  std::string readSync(const std::string& key, kj::WaitScope& scope) { return read(key).wait(scope); }
};
static bool touch(const char* path) {
  if (std::FILE* file = std::fopen(path, "a")) return std::fclose(file) == 0;
  return false;
}

kj::Promise<std::string> answer(std::string prompt) {
  std::this_thread::sleep_for(std::chrono::milliseconds(20)); // expect: async-blocking-call
  if (!touch("agent.lock")) co_return ""; // expect: async-blocking-call
  co_return co_await callModel(prompt);
}

kj::Promise<std::string> recall(Store& store, kj::WaitScope& scope, std::string key) {
  std::string value = store.readSync(key, scope); // expect: async-blocking-call
  co_return value + co_await store.read(key);
}

kj::Promise<std::string> answerWell(Store& store, std::string prompt) {
  co_await delay(std::chrono::milliseconds(20));
  std::string known = co_await store.read(prompt);
  auto next = callModel(prompt + known).then([](std::string text) { return text + "."; });
  co_return co_await std::move(next).attach(std::make_unique<int>(1));
}

// No coroutine: set-up before the loop turns, and its one blocking wait.
std::string runOnce(Store& store, kj::WaitScope& scope, std::string prompt) {
  touch("agent.lock");
  return answerWell(store, std::move(prompt)).wait(scope) + store.readSync("last", scope);
}
}
