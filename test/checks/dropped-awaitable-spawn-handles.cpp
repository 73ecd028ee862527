// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A dropped spawn handle belongs to another check; one that is named and forgotten belongs here.
#include <async/async.hpp>
#include <coro/coro.hpp>
#include <folly/coro/AsyncScope.h>
#include <folly/coro/Task.h>
#include <folly/executors/GlobalExecutor.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

async::task<void> refresh(std::string key);
folly::coro::Task<void> reindex(std::string shard);
auto replicate(std::string shard) -> coro::task<void>;

async::task<void> runtime_handles(std::string key, async::task_group &group, async::background_tasks &background) {
  async::create_task(refresh(key));
  group.spawn(refresh(key));
  background.spawn(refresh(key));
  auto joined = async::create_task(refresh(key));
  co_await joined;
  std::vector<async::join_handle<void>> kept;
  kept.push_back(async::create_task(refresh(key)));
  for (auto &h : kept)
    co_await h;
}

void runtime_from_plain(std::string key) {
  async::create_task(refresh(key));
  auto handle = async::create_task(refresh(key)); // expect: async-dropped-awaitable
  refresh(key); // expect: async-dropped-awaitable
  auto _ = async::create_task(refresh(key));
}

folly::coro::Task<void> folly_handles(std::string shard, folly::coro::AsyncScope& scope) {
  auto ex = folly::getGlobalCPUExecutor();
  folly::coro::co_withExecutor(ex, reindex(shard)).start();
  scope.add(folly::coro::co_withExecutor(ex, reindex(shard)));
  folly::coro::co_withExecutor(ex, reindex(shard)); // expect: async-dropped-awaitable
  reindex(shard).scheduleOn(ex); // expect: async-dropped-awaitable
  auto started = folly::coro::co_withExecutor(ex, reindex(shard)).start();
  auto forgotten = folly::coro::co_withExecutor(ex, reindex(shard)).start(); // expect: async-dropped-awaitable
  co_await scope.joinAsync();
  co_await std::move(started);
  scope.joinAsync(); // expect: async-dropped-awaitable // expect-fix: co_await scope.joinAsync();
}

class replicas {
  std::unique_ptr<coro::thread_pool> pool_;
  std::vector<coro::task<void>> running_;

public:
  auto push(std::string shard) -> void {
    pool_->spawn_joinable(replicate(shard));
    pool_->spawn_detached(replicate(shard));
    auto joinable = pool_->spawn_joinable(replicate(shard)); // expect: async-dropped-awaitable
    running_.push_back(pool_->spawn_joinable(replicate(shard)));
  }
  auto push_and_wait(std::string shard) -> coro::task<void> {
    auto joinable = pool_->spawn_joinable(replicate(shard));
    co_await joinable;
  }
};
