// RUN: %check_async_tidy %s async-unreferenced-task %t
// In-house wrappers: the one that loses the handle or the error is reported once, in its body; the one that returns the
// handle leaves it to its callers.
#include <boost/asio.hpp>
#include <coro/coro.hpp>
#include <folly/coro/Task.h>
#include <folly/executors/GlobalExecutor.h>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;

asio::awaitable<void> ping(std::string host);
asio::awaitable<int> probe(std::string host);
folly::coro::Task<void> reindex(std::string shard);
auto replicate(std::string shard) -> coro::task<void>;
void log_failure(std::exception_ptr e);

void fire(asio::any_io_executor ex, asio::awaitable<void> work) {
  asio::co_spawn(ex, std::move(work), asio::detached); // expect: async-unreferenced-task
}

template <class F> void fire_function(asio::any_io_executor ex, F f) {
  asio::co_spawn(ex, std::move(f), asio::detached); // expect: async-unreferenced-task
}

void fire_logged(asio::any_io_executor ex, asio::awaitable<void> work) {
  asio::co_spawn(ex, std::move(work), [](std::exception_ptr e) {
    if (e)
      log_failure(e);
  });
}

template <class Handler> void fire_with(asio::any_io_executor ex, asio::awaitable<void> work, Handler handler) {
  asio::co_spawn(ex, std::move(work), std::move(handler));
}

std::future<int> start(asio::any_io_executor ex, asio::awaitable<int> work) {
  return asio::co_spawn(ex, std::move(work), asio::use_future);
}

folly::SemiFuture<folly::Unit> go(folly::coro::Task<void> task);

template <class T> auto launch(folly::coro::Task<T> task) {
  auto started = folly::coro::co_withExecutor(folly::getGlobalCPUExecutor(), std::move(task)).start();
  return started;
}

template <class T> auto launch_twice_removed(folly::coro::Task<T> task) { return launch(std::move(task)); }

class supervisor {
  std::shared_ptr<coro::scheduler> scheduler_;
  std::vector<coro::task<void>> running_;

public:
  auto run(coro::task<void> task) -> void { running_.push_back(scheduler_->spawn_joinable(std::move(task))); }
  auto start(coro::task<void> task) -> coro::task<void> { return scheduler_->spawn_joinable(std::move(task)); }
};

void callers(asio::any_io_executor ex, supervisor &s, std::string host) {
  fire(ex, ping(host));
  fire_function(ex, [host] { return ping(host); });
  fire_logged(ex, ping(host));
  fire_with(ex, ping(host), asio::detached); // expect: async-unreferenced-task
  fire_with(ex, ping(host), [](std::exception_ptr) {}); // expect: async-unreferenced-task
  fire_with(ex, ping(host), [](std::exception_ptr e) { log_failure(e); });
  start(ex, probe(host)); // expect: async-unreferenced-task
  auto answer = start(ex, probe(host));
  answer.get();
  launch(reindex(host)); // expect: async-unreferenced-task
  launch_twice_removed(reindex(host)); // expect: async-unreferenced-task
  auto kept = launch(reindex(host));
  std::move(kept).get();
  s.run(replicate(host));
  s.start(replicate(host)); // expect: async-unreferenced-task
}
