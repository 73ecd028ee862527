// RUN: %check_async_tidy %s async-unreferenced-task %t
// A task that has nothing that could fail may be left alone; so may one whose errors end the program.
#include <boost/asio.hpp>
#include <concurrencpp/concurrencpp.h>
#include <coro/coro.hpp>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>

void crunch(std::string path);

struct resume {
  std::atomic<int> *count;
  void operator()() noexcept { ++*count; }
};
struct convert {
  std::string path;
  void operator()() { crunch(path); }
};

void start(coro::thread_pool &pool, concurrencpp::thread_pool_executor &executor, std::atomic<int> &count) {
  auto add = [](std::atomic<int> &n, int by) -> coro::task<void> {
    n += by;
    co_return;
  };
  auto add_file = [](std::string path) -> coro::task<void> {
    crunch(path);
    co_return;
  };
  pool.spawn_detached(add(count, 1));
  pool.spawn_detached(add_file("a")); // expect: async-unreferenced-task // expect-message: 'add_file' runs in the background and its error is thrown away; keep the task that 'spawn_joinable' returns, or start it in a 'coro::task_group'
  executor.post(resume{&count});
  executor.post(convert{"a"}); // expect: async-unreferenced-task
}

class handle {
  struct state;
  boost::asio::awaitable<void> work_;

public:
  void detach();
  void operator+() { detach(); }
};
