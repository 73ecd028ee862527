// RUN: %check_async_tidy %s async-unreferenced-task %t
// folly: a started task is kept by its future or by a scope.
#include <folly/coro/AsyncScope.h>
#include <folly/coro/Task.h>
#include <folly/executors/GlobalExecutor.h>
#include <cstdio>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using folly::coro::Task;

Task<void> reindex(std::string shard);
Task<int> count(std::string shard);

Task<void> reindexLogged(std::string shard) {
  try {
    co_await reindex(shard);
  } catch (const std::exception &e) {
    std::fputs(e.what(), stderr);
  }
}

class Indexer {
  folly::Executor::KeepAlive<> ex_;
  folly::coro::AsyncScope scope_;
  std::vector<folly::SemiFuture<int>> counts_;
  folly::SemiFuture<int> last_;

public:
  void dropped(std::string shard) {
    folly::coro::co_withExecutor(ex_, reindex(shard)).start(); // expect: async-unreferenced-task // expect-message: nothing keeps the handle that 'start' returns for 'reindex': nobody can wait for it or see its error; add it to an 'folly::coro::AsyncScope' that is joined before its owner ends
    reindex(shard).scheduleOn(ex_).start(); // expect: async-unreferenced-task
    (void)count(shard).scheduleOn(ex_).start(); // expect: async-unreferenced-task
    std::ignore = folly::coro::co_withExecutor(ex_, count(shard)).start(); // expect: async-unreferenced-task
    static_cast<void>(folly::coro::co_withExecutor(ex_, count(shard)).start()); // expect: async-unreferenced-task
  }

  void kept(std::string shard) {
    scope_.add(folly::coro::co_withExecutor(ex_, reindex(shard)));
    counts_.push_back(count(shard).scheduleOn(ex_).start());
    counts_.emplace_back(count(shard).scheduleOn(ex_).start());
    last_ = count(shard).scheduleOn(ex_).start();
    auto n = count(shard).scheduleOn(ex_).start();
    counts_.push_back(std::move(n));
    reindexLogged(shard).scheduleOn(ex_).start();
  }

  folly::SemiFuture<int> returned(std::string shard) { return count(shard).scheduleOn(ex_).start(); }

  Task<int> joined(std::string shard) {
    auto n = count(shard).scheduleOn(ex_).start();
    co_await reindex(shard);
    co_return co_await std::move(n);
  }

  Task<int> blocked(std::string shard) { co_return count(shard).scheduleOn(ex_).start().via(ex_).get(); }
};
