// RUN: %check_async_tidy %s async-unreferenced-task %t
// The reference runtime: groups and background sets keep what they start.
#include <async/async.hpp>
#include <chrono>
#include <cstdio>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

async::task<void> refresh(std::string key);
async::task<int> measure(std::string key);

async::task<void> refresh_forever(std::string key) {
  for (;;) {
    try {
      co_await refresh(key);
    } catch (const std::exception &e) {
      std::fputs(e.what(), stderr);
    }
    co_await async::sleep_for(std::chrono::seconds(30));
  }
}

class cache {
  async::background_tasks background_;
  std::vector<async::join_handle<void>> running_;

public:
  async::task<void> dropped(std::string key) {
    async::create_task(refresh(key)); // expect: async-unreferenced-task
    (void)async::create_task(measure(key)); // expect: async-unreferenced-task
    std::ignore = async::create_task(measure(key)); // expect: async-unreferenced-task
    background_.spawn(refresh(key), [](std::exception_ptr) {}); // expect: async-unreferenced-task
    co_return;
  }

  async::task<void> kept(std::string key) {
    background_.spawn(refresh(key));
    background_.spawn(refresh(key), [](std::exception_ptr error) {
      if (error)
        std::fputs("refresh failed\n", stderr);
    });
    running_.push_back(async::create_task(refresh(key)));
    async::create_task(refresh_forever(key));
    auto n = async::create_task(measure(key));
    co_await refresh(key);
    co_await n;
    co_await async::with_task_group([&](async::task_group &group) -> async::task<void> {
      group.spawn(refresh(key));
      group.spawn(measure(key));
      co_return;
    });
  }
  async::task<void> stop() { co_await background_.drain(); }
};
