// RUN: %check_async_tidy %s async-blocking-call %t
// A local jthread joins when its scope ends, by itself, in a member, in a container or behind a pointer.
#include <folly/coro/Task.h>
#include <memory>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>
folly::coro::Task<void> runTurn(int turn);
void beat(std::stop_token stop);

struct Heartbeat {
  explicit Heartbeat(int period) : period(period), thread([](std::stop_token stop) { beat(stop); }) {}
  int period;
  std::jthread thread;
};

folly::coro::Task<void> turnWithBeat(int turn) {
  std::jthread pulse(beat); // expect: async-blocking-call
  co_await runTurn(turn);
}

folly::coro::Task<void> turnWithHeartbeat(int turn) {
  Heartbeat heartbeat(5); // expect: async-blocking-call
  co_await runTurn(turn);
}

folly::coro::Task<void> turnWithMany(int turn) {
  std::vector<std::jthread> pulses; // expect: async-blocking-call
  for (int i = 0; i < turn; ++i) pulses.emplace_back(beat);
  co_await runTurn(turn);
}

folly::coro::Task<void> turnWithOwned(int turn) {
  auto heartbeat = std::make_unique<Heartbeat>(5); // expect: async-blocking-call
  co_await runTurn(turn);
}

class Session {
 public:
  folly::coro::Task<void> turn(int turn) {
    pulses_.push_back(std::make_unique<Heartbeat>(5));
    std::jthread extra(beat);
    extras_.push_back(std::move(extra));
    co_await runTurn(turn);
  }

 private:
  std::vector<std::unique_ptr<Heartbeat>> pulses_;
  std::vector<std::jthread> extras_;
};

folly::coro::Task<std::jthread> startBeat() {
  std::jthread pulse(beat);
  co_return std::move(pulse);
}

folly::coro::Task<void> borrowBeat(Heartbeat& heartbeat, std::jthread& pulse) {
  pulse.request_stop();
  co_await runTurn(heartbeat.period);
}

folly::coro::Task<void> beatOnce(Heartbeat& heartbeat) {
  std::jthread([](std::stop_token stop) { beat(stop); }); // expect: async-blocking-call
  co_await runTurn(heartbeat.period);
}
