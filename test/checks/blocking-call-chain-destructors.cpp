// RUN: %check_async_tidy %s async-blocking-call %t
// Destructors written in the project: a flush to disk, a join, a member that does one of them.
#include <folly/coro/Task.h>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>
class Trace {
 public:
  explicit Trace(std::string name) : name_(std::move(name)) {}
  Trace(Trace&&) = default;
  void mark(int at) { marks_.push_back(at); }
  ~Trace() {
    std::ofstream out(name_ + ".trace");
    for (int at : marks_) out << at << '\n';
  }

 private:
  std::string name_;
  std::vector<int> marks_;
};
struct Sampler {
  std::thread thread;
  ~Sampler() { stop(); }
  void stop() {
    if (thread.joinable()) thread.join();
  }
};
struct Probe {
  Sampler sampler;
  int rate = 10;
};
struct Counter {
  ~Counter() { ++total; }
  static inline int total = 0;
};
folly::coro::Task<void> runTurn(int turn);

folly::coro::Task<void> traced(int turn) {
  Trace trace("turn"); // expect: async-blocking-call
  trace.mark(turn);
  co_await runTurn(turn);
}

folly::coro::Task<void> probed(int turn) {
  Probe probe; // expect: async-blocking-call
  co_await runTurn(probe.rate + turn);
}

folly::coro::Task<void> counted(int turn, Trace& shared, Probe* probe) {
  Counter counter;
  shared.mark(turn);
  std::unique_ptr<Counter> owned(new Counter);
  co_await runTurn(turn + probe->rate);
}

class Run {
 public:
  folly::coro::Task<void> start(int turn) {
    traces_.push_back(std::make_unique<Trace>("kept"));
    co_await runTurn(turn);
  }
  folly::coro::Task<void> finish() {
    traces_.clear(); // expect: async-blocking-call
    co_await runTurn(0);
  }

 private:
  std::vector<std::unique_ptr<Trace>> traces_;
};
