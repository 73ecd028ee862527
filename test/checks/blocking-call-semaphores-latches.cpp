// RUN: %check_async_tidy %s async-blocking-call %t
// Thread semaphores, latches and barriers: the calls that wait and the calls that only count.
#include <folly/coro/Baton.h>
#include <folly/coro/Task.h>
#include <barrier>
#include <chrono>
#include <latch>
#include <semaphore.h>
#include <semaphore>
#include <string>
using namespace std::chrono_literals;
folly::coro::Task<std::string> callTool(std::string name);
struct Limits {
  std::counting_semaphore<8> slots{8};
  std::binary_semaphore terminal{1};
  std::latch ready{2};
  std::barrier<> round{3};
  sem_t shared;
};

folly::coro::Task<std::string> limited(Limits& limits, std::string name) {
  limits.slots.acquire(); // expect: async-blocking-call
  std::string text = co_await callTool(name);
  limits.slots.release();
  co_return text;
}

folly::coro::Task<std::string> onTerminal(Limits& limits, std::string name) {
  if (!limits.terminal.try_acquire_for(200ms)) co_return "busy"; // expect: async-blocking-call
  co_return co_await callTool(name);
}

folly::coro::Task<void> startTogether(Limits& limits) {
  limits.ready.arrive_and_wait(); // expect: async-blocking-call
  limits.round.arrive_and_wait(); // expect: async-blocking-call
  sem_wait(&limits.shared); // expect: async-blocking-call
  co_return;
}

folly::coro::Task<void> waitForStart(Limits& limits) {
  limits.ready.wait(); // expect: async-blocking-call
  co_await callTool("start");
}

folly::coro::Task<bool> tryAll(Limits& limits, folly::coro::Baton& baton) {
  limits.ready.count_down();
  bool open = limits.ready.try_wait();
  (void)limits.round.arrive();
  if (!limits.slots.try_acquire()) co_return false;
  limits.slots.release();
  if (sem_trywait(&limits.shared) == 0) sem_post(&limits.shared);
  if (!limits.terminal.try_acquire_for(0ms)) co_return open;
  limits.terminal.release();
  co_await baton;
  co_return true;
}
