// RUN: %check_async_tidy %s async-unreferenced-task %t
#include <coro/coro.hpp>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

auto replicate(std::string shard) -> coro::task<void>;

class replicator {
  std::shared_ptr<coro::scheduler> scheduler_;
  std::unique_ptr<coro::thread_pool> pool_;
  std::vector<coro::task<void>> running_;

  auto replicate_all() -> coro::task<void> {
    try {
      co_await scheduler_->schedule();
      while (true) {
        co_await replicate("all");
        co_await scheduler_->yield_for(std::chrono::seconds{5});
      }
    } catch (const std::exception &e) {
      std::fputs(e.what(), stderr);
    }
  }

public:
  auto dropped(std::string shard) -> void {
    scheduler_->spawn_detached(replicate(shard)); // expect: async-unreferenced-task // expect-message: 'replicate' runs in the background and its error is thrown away; keep the task that 'spawn_joinable' returns, or start it in a 'coro::task_group'
    pool_->spawn_joinable(replicate(shard)); // expect: async-unreferenced-task
    (void)pool_->spawn_joinable(replicate(shard)); // expect: async-unreferenced-task
    if (!pool_->spawn_detached(replicate(shard))) // expect: async-unreferenced-task
      std::fputs("full\n", stderr);
    scheduler_->spawn_detached([](std::string s) -> coro::task<void> { co_await replicate(s); }(shard)); // expect: async-unreferenced-task
  }
  auto kept(std::string shard) -> void {
    scheduler_->spawn_detached(replicate_all());
    running_.emplace_back(scheduler_->spawn_joinable(replicate(shard)));
  }
  auto returned(std::string shard) -> coro::task<void> { return pool_->spawn_joinable(replicate(shard)); }
  auto joined(std::string shard) -> coro::task<void> {
    auto a = pool_->spawn_joinable(replicate(shard));
    auto b = pool_->spawn_joinable(replicate(shard + "b"));
    co_await coro::when_all(std::move(a), std::move(b));
    co_await pool_->schedule(replicate(shard));
  }
};
