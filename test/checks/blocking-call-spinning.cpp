// RUN: %check_async_tidy %s async-blocking-call %t
// Waiting for an atomic in an empty or yield-only loop; loops that do work, retry a swap or await are not waits.
#include <atomic>
#include <async/async.hpp>
#include <string>
#include <thread>
struct Progress {
  std::atomic<bool> done{false};
  std::atomic<int> count{0};
  std::atomic_flag busy = ATOMIC_FLAG_INIT;
};
int step(int n);

async::task<void> wait_empty(Progress& progress) {
  while (!progress.done.load(std::memory_order_acquire)) { // expect: async-blocking-call
  }
  co_return;
}

async::task<void> wait_yielding(Progress& progress) {
  while (progress.count < 10) std::this_thread::yield(); // expect: async-blocking-call
  co_return;
}

async::task<void> take(Progress& progress) {
  while (progress.busy.test_and_set(std::memory_order_acquire)) // expect: async-blocking-call
    ;
  progress.count = 0;
  progress.busy.clear();
  co_return;
}

async::task<void> wait_changed(Progress& progress) {
  progress.count.wait(0); // expect: async-blocking-call
  co_return;
}

async::task<void> wait_well(Progress& progress) {
  while (!progress.done) co_await async::yield();
  while (progress.count < 10) co_await async::sleep_for(std::chrono::milliseconds(5));
}

async::task<int> work(Progress& progress, std::string text) {
  int total = 0;
  while (!progress.done) total = step(total);
  int seen = progress.count.load();
  while (!progress.count.compare_exchange_weak(seen, seen + total)) {
  }
  std::size_t spaces = 0;
  while (spaces < text.size() && text[spaces] == ' ') ++spaces;
  const char* p = text.c_str();
  while (*p++) {
  }
  progress.done.notify_all();
  co_return total;
}
