// RUN: %check_async_tidy %s async-unreferenced-task %t
// Every place in which a handle can be lost.
#include <async/async.hpp>
#include <boost/asio.hpp>
#include <concurrencpp/concurrencpp.h>
#include <folly/coro/Task.h>
#include <folly/executors/GlobalExecutor.h>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using folly::coro::Task;

Task<int> count(std::string shard);
asio::awaitable<int> measure(std::string host);
async::task<int> probe(std::string host);
concurrencpp::lazy_result<int> words(std::string path);

#define IGNORE(x) (void)(x)

template <class T> void consume(T &&);

struct counters {
  std::map<std::string, folly::SemiFuture<int>> by_name;
  std::optional<async::join_handle<int>> probing;
  folly::Executor::KeepAlive<> ex;

  void lost(std::string name, bool twice) {
    if (twice)
      count(name).scheduleOn(ex).start(); // expect: async-unreferenced-task
    for (int i = 0; i < 3; ++i)
      async::create_task(probe(name)); // expect: async-unreferenced-task
    twice ? (void)async::create_task(probe(name)) : void(); // expect: async-unreferenced-task
    IGNORE(async::create_task(probe(name))); // expect: async-unreferenced-task
    switch (name.size()) {
    case 0:
      words(name).run(); // expect: async-unreferenced-task
      break;
    default:
      static_cast<void>(words(name).run()); // expect: async-unreferenced-task
    }
    auto start = [&] { count(name).scheduleOn(ex).start(); }; // expect: async-unreferenced-task
    start();
    for (const std::string &each : {name, name + "2"})
      async::create_task(probe(each)); // expect: async-unreferenced-task
    {
      auto _ = async::create_task(probe(name)); // expect: async-unreferenced-task
    }
    auto _ = asio::co_spawn(asio::system_executor(), measure(name), asio::use_future); // expect: async-unreferenced-task
  }

  void held(std::string name, bool twice) {
    by_name.emplace(name, count(name).scheduleOn(ex).start());
    by_name.insert({name, count(name).scheduleOn(ex).start()});
    probing = async::create_task(probe(name));
    probing.emplace(async::create_task(probe(name)));
    consume(async::create_task(probe(name)));
    auto start = [&] { return count(name).scheduleOn(ex).start(); };
    consume(start());
    auto first = twice ? async::create_task(probe(name)) : async::create_task(probe("once"));
    consume(std::move(first));
    std::vector<async::join_handle<int>> all;
    all.push_back(async::create_task(probe(name)));
    consume(std::move(all));
    int n = count(name).scheduleOn(ex).start().via(ex).get();
    auto result = words(name).run();
    n += result.get();
    auto in_lambda = [handle = async::create_task(probe(name))]() mutable { consume(std::move(handle)); };
    in_lambda();
  }
};
