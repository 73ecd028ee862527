// RUN: %check_async_tidy %s async-unbounded-fanout %t
// The same in other vocabularies.
#include <async_simple/coro/Collect.h>
#include <async_simple/coro/Lazy.h>
#include <boost/cobalt.hpp>
#include <concurrencpp/concurrencpp.h>
#include <coro/coro.hpp>
#include <cppcoro/when_all.hpp>
#include <seastar/core/coroutine.hh>
#include <seastar/core/loop.hh>
#include <seastar/core/semaphore.hh>
#include <seastar/core/when_all.hh>
#include <seastar/coroutine/parallel_for_each.hh>
#include <memory>
#include <string>
#include <vector>

namespace on_async_simple {
using async_simple::coro::Lazy;
Lazy<int> embed(std::string text);
Lazy<void> all(std::vector<std::string> texts) {
  std::vector<Lazy<int>> tasks;
  for (auto &text : texts)
    tasks.push_back(embed(text));
  auto results = co_await async_simple::coro::collectAll(std::move(tasks)); // expect: async-unbounded-fanout
  // expect-fix:   auto results = co_await async_simple::coro::collectAllWindowed(16, false, std::move(tasks));
}
Lazy<void> some(std::vector<std::string> texts) {
  std::vector<Lazy<int>> tasks;
  for (auto &text : texts)
    tasks.push_back(embed(text));
  auto results = co_await async_simple::coro::collectAllWindowed(8, false, std::move(tasks));
}
} // namespace on_async_simple

namespace on_libcoro {
coro::task<int> ask(std::string text);
coro::task<void> all(std::vector<std::string> texts) {
  std::vector<coro::task<int>> tasks;
  for (auto &text : texts)
    tasks.push_back(ask(text));
  co_await coro::when_all(std::move(tasks)); // expect: async-unbounded-fanout // expect-message: everything in 'tasks' runs at once, and nothing limits how much that is; let each task acquire a 'coro::semaphore' first
}
coro::task<int> polite(coro::semaphore<1024> &places, std::string text) {
  co_await places.acquire();
  int answer = co_await ask(text);
  co_await places.release();
  co_return answer;
}
coro::task<void> some(std::vector<std::string> texts) {
  coro::semaphore<1024> places{8};
  std::vector<coro::task<int>> tasks;
  for (auto &text : texts)
    tasks.push_back(polite(places, text));
  co_await coro::when_all(std::move(tasks));
}
} // namespace on_libcoro

namespace on_cppcoro {
cppcoro::task<int> ask(std::string text);
cppcoro::task<void> all(std::vector<std::string> texts) {
  std::vector<cppcoro::task<int>> tasks;
  for (auto &text : texts)
    tasks.push_back(ask(text));
  co_await cppcoro::when_all(std::move(tasks)); // expect: async-unbounded-fanout
}
} // namespace on_cppcoro

namespace on_cobalt {
boost::cobalt::promise<int> ask(std::string text);
boost::cobalt::task<void> all(std::vector<std::string> texts) {
  std::vector<boost::cobalt::promise<int>> running;
  for (auto &text : texts)
    running.push_back(ask(text));
  co_await boost::cobalt::join(running); // expect: async-unbounded-fanout
}
boost::cobalt::promise<void> visit(std::string text);
boost::cobalt::task<void> in_a_group(std::vector<std::string> texts) {
  boost::cobalt::wait_group group;
  for (auto &text : texts) {
    if (group.size() >= 8)
      co_await group.wait_one();
    group.push_back(visit(text));
  }
  co_await group.wait();
}
boost::cobalt::task<void> in_a_group_at_once(std::vector<std::string> texts) {
  boost::cobalt::wait_group group;
  for (auto &text : texts)
    group.push_back(visit(text)); // expect: async-unbounded-fanout
  co_await group.wait();
}
} // namespace on_cobalt

namespace on_seastar {
seastar::future<int> load(std::string key);
seastar::future<> store(std::string key);
seastar::future<> all(std::vector<std::string> keys) {
  std::vector<seastar::future<int>> loads;
  for (auto &key : keys)
    loads.push_back(load(key));
  co_await seastar::when_all_succeed(loads.begin(), loads.end()); // expect: async-unbounded-fanout
}
seastar::future<> each(std::vector<std::string> keys) {
  co_await seastar::parallel_for_each(keys, [](std::string key) { return store(key); }); // expect: async-unbounded-fanout
  // expect-fix:   co_await seastar::max_concurrent_for_each(keys, 16, [](std::string key) { return store(key); });
}
seastar::future<> each_in_turn(std::vector<std::string> keys, seastar::semaphore &places) {
  co_await seastar::max_concurrent_for_each(keys, 16, [](std::string key) { return store(key); });
  co_await seastar::parallel_for_each(keys, [&places](std::string key) -> seastar::future<> {
    auto units = co_await seastar::get_units(places, 1);
    co_await store(key);
  });
  co_await seastar::parallel_for_each(keys, [&places](std::string key) {
    return seastar::with_semaphore(places, 1, [key] { return store(key); });
  });
}
} // namespace on_seastar

namespace on_concurrencpp {
using concurrencpp::result;
int hash(std::string text);
result<int> ask(std::string text);
result<void> all(std::shared_ptr<concurrencpp::thread_pool_executor> pool, std::vector<std::string> texts) {
  std::vector<result<int>> answers;
  for (auto &text : texts)
    answers.push_back(ask(text));
  auto done = co_await concurrencpp::when_all(pool, answers.begin(), answers.end()); // expect: async-unbounded-fanout
}
// No more of these run at once than the pool has threads.
result<void> on_a_pool(std::shared_ptr<concurrencpp::thread_pool_executor> pool, std::vector<std::string> texts) {
  std::vector<result<int>> hashes;
  for (auto &text : texts)
    hashes.push_back(pool->submit(hash, text));
  auto done = co_await concurrencpp::when_all(pool, hashes.begin(), hashes.end());
}
} // namespace on_concurrencpp
