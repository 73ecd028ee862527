#include "model.hpp"
#include <chrono>
using namespace std::chrono_literals;

// 60 s + 3 x (60 s + 2 s), two files away.
async::task<std::string> hurried(std::string prompt) {
  co_return co_await async::wait_for(answer(prompt), 120s); // expect: async-timeout-ladder
}

async::task<std::string> patient(std::string prompt) {
  co_return co_await async::wait_for(answer(prompt), 250s);
}

async::task<std::string> impatient(std::string prompt) {
  co_return co_await async::wait_for(complete(prompt), 5s); // expect: async-timeout-ladder
}

async::task<std::string> equal(std::string prompt) { co_return co_await async::wait_for(complete(prompt), 60s); }

// A pause contradicts nothing, and what has no deadline has none to contradict.
async::task<std::string> paused(std::string prompt) { co_return co_await async::wait_for(polled(prompt), 60s); }
async::task<std::string> bounded(std::string prompt) { co_return co_await async::wait_for(unbounded(prompt), 60s); }

async::task<std::string> step(std::string prompt) {
  std::string draft = co_await complete(prompt);
  co_return co_await complete(draft);
}

// Through a function of this file.
async::task<std::string> twice(std::string prompt) {
  co_return co_await async::wait_for(step(prompt), 100s); // expect: async-timeout-ladder
}

// A deadline of its own takes the place of those below it.
async::task<std::string> shortened(std::string prompt) {
  std::string draft = co_await async::wait_for(complete(prompt), 60s);
  co_return co_await async::wait_for(complete(draft), 60s);
}
async::task<std::string> wide(std::string prompt) { co_return co_await async::wait_for(shortened(prompt), 130s); }

async::task<std::string> chosen(std::string prompt) {
  co_return co_await async::wait_for(either(prompt, true), 90s); // expect: async-timeout-ladder
}
