// RUN: %check_async_tidy %s async-unreferenced-task %t
// Ways to hold a gate around background work.
#include <seastar/core/coroutine.hh>
#include <seastar/core/future-util.hh>
#include <seastar/core/gate.hh>
#include <seastar/core/loop.hh>
#include <seastar/core/semaphore.hh>
#include <seastar/core/sleep.hh>
#include <chrono>
#include <string>
#include <utility>

namespace ss = seastar;
using namespace std::chrono_literals;

ss::future<> upload(std::string segment);

class uploader {
  ss::gate gate_;
  bool stopping_ = false;

  ss::future<> upload_behind_gate(std::string segment) {
    auto holder = gate_.hold();
    co_await upload(segment);
  }
  ss::future<> upload_while_open(std::string segment) {
    while (!gate_.is_closed())
      co_await upload(segment);
  }
  ss::future<> upload_unguarded(std::string segment) { co_await upload(segment); }

  void go(std::string segment) {
    (void)ss::with_gate(gate_, [segment] { return upload(segment); });
  }

public:
  void start(std::string segment) {
    (void)upload(segment).finally([holder = gate_.hold()] {});
    gate_.enter();
    (void)upload(segment).finally([this] { gate_.leave(); });
    (void)ss::futurize_invoke([holder = gate_.hold(), segment] { return upload(segment); });
    (void)upload_behind_gate(segment);
    (void)upload_unguarded(segment); // expect: async-unreferenced-task
    (void)upload_while_open(segment); // expect: async-unreferenced-task
    (void)upload(segment).finally([this] { stopping_ = true; }); // expect: async-unreferenced-task
    (void)ss::sleep(1s).then([segment] { return upload(segment); }); // expect: async-unreferenced-task
    (void)ss::sleep(1s).then([segment] { return upload(segment); }).handle_exception([](std::exception_ptr e) { std::rethrow_exception(e); });
    go(segment);
  }
  ss::future<> stop() { return gate_.close(); }
};
