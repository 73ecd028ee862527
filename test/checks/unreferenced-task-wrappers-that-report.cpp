// RUN: %check_async_tidy %s async-unreferenced-task %t
// Wrappers that see to the error, keep the handle, or wait: right code, however it is cut into functions.
#include <async/async.hpp>
#include <boost/asio.hpp>
#include <folly/coro/AsyncScope.h>
#include <folly/coro/Task.h>
#include <folly/executors/GlobalExecutor.h>
#include <seastar/core/coroutine.hh>
#include <seastar/core/gate.hh>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;

asio::awaitable<void> ping(std::string host);
folly::coro::Task<void> reindex(std::string shard);
seastar::future<> flush(std::string table);
async::task<void> refresh(std::string key);
void report(std::exception_ptr error) noexcept;

void report_error(std::exception_ptr error) {
  if (error)
    report(error);
}

void go(asio::any_io_executor ex, asio::awaitable<void> work) {
  asio::co_spawn(ex, [](asio::awaitable<void> inner) -> asio::awaitable<void> {
    try {
      co_await std::move(inner);
    } catch (...) {
      report(std::current_exception());
    }
  }(std::move(work)), asio::detached);
}

template <class Work> void go_any(asio::any_io_executor ex, Work work) { asio::co_spawn(ex, std::move(work), report_error); }

class background {
  folly::coro::AsyncScope scope_;
  std::vector<async::join_handle<void>> handles_;
  async::background_tasks tasks_;
  seastar::gate gate_;
  std::function<void(std::exception_ptr)> on_error_;

public:
  void add(folly::coro::Task<void> task) {
    scope_.add(folly::coro::co_withExecutor(folly::getGlobalCPUExecutor(), std::move(task)));
  }
  void add(async::task<void> task) { handles_.push_back(async::create_task(std::move(task))); }
  void run(async::task<void> task) { tasks_.spawn(std::move(task), report_error); }
  void run_quietly(async::task<void> task) { tasks_.spawn(std::move(task)); }
  template <class F> seastar::future<> behind_gate(F f) { return seastar::with_gate(gate_, std::move(f)); }
  void spawn(asio::any_io_executor ex, asio::awaitable<void> work) { asio::co_spawn(ex, std::move(work), on_error_); }
};

asio::awaitable<void> together(asio::any_io_executor ex, std::string host) {
  auto started = asio::co_spawn(ex, ping(host), asio::use_future);
  co_await ping(host + "2");
  started.get();
}

void callers(asio::any_io_executor ex, background &b, std::string name) {
  go(ex, ping(name));
  go_any(ex, ping(name));
  go_any(ex, [name] { return ping(name); });
  b.add(reindex(name));
  b.add(refresh(name));
  b.run(refresh(name));
  b.run_quietly(refresh(name));
  b.spawn(ex, ping(name));
  (void)b.behind_gate([name] { return flush(name); });
}
