// RUN: %check_async_tidy %s async-blocking-call %t
// Every spelling of a thread sleep in a folly task, and the names that only look like one.
#include <folly/coro/Sleep.h>
#include <folly/coro/Task.h>
#include <chrono>
#include <ctime>
#include <string>
#include <thread>
#include <unistd.h>
using namespace std::chrono_literals;
struct Reply {
  int status;
  unsigned retryAfter;
  std::string text;
};
folly::coro::Task<Reply> postPrompt(std::string prompt);

folly::coro::Task<std::string> askWithBackoff(std::string prompt) {
  for (int attempt = 1; attempt < 5; ++attempt) {
    Reply reply = co_await postPrompt(prompt);
    if (reply.status == 200) co_return reply.text;
    if (reply.status == 429) ::sleep(reply.retryAfter); // expect: async-blocking-call
    std::this_thread::sleep_for(200ms * attempt); // expect: async-blocking-call
    // expect-fix:     co_await folly::coro::sleep(200ms * attempt);
  }
  co_return "";
}

folly::coro::Task<void> settle(std::chrono::steady_clock::time_point deadline) {
  std::this_thread::sleep_until(deadline); // expect: async-blocking-call
  usleep(5000); // expect: async-blocking-call
  timespec pause{0, 1000000};
  nanosleep(&pause, nullptr); // expect: async-blocking-call
  co_return;
}

struct SimulatedClock {
  std::chrono::milliseconds now{0};
  void sleep_for(std::chrono::milliseconds d) { now += d; }
};

folly::coro::Task<std::string> askPolitely(std::string prompt, SimulatedClock& clock) {
  Reply reply = co_await postPrompt(prompt);
  while (reply.status == 429) {
    co_await folly::coro::sleep(1s);
    clock.sleep_for(1s);
    reply = co_await postPrompt(prompt);
  }
  std::this_thread::sleep_for(0s);
  auto id = std::this_thread::get_id();
  co_return id == std::thread::id() ? "" : reply.text;
}
