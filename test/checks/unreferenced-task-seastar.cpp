// RUN: %check_async_tidy %s async-unreferenced-task %t
// Seastar's futures are nodiscard: the cast to void is compulsory and says nothing.
#include <seastar/core/coroutine.hh>
#include <seastar/core/future-util.hh>
#include <seastar/core/gate.hh>
#include <seastar/core/sleep.hh>
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

namespace ss = seastar;
using namespace std::chrono_literals;

ss::future<> flush(std::string table);
ss::future<int> compact(std::string table);
void log_error(std::exception_ptr e);

ss::future<> flush_guarded(std::string table) {
  try {
    co_await flush(table);
  } catch (...) {
    log_error(std::current_exception());
  }
}

class tables {
  ss::gate gate_;
  ss::future<> background_ = ss::make_ready_future<>();

public:
  void dropped(std::string table) {
    (void)flush(table); // expect: async-unreferenced-task
    (void)compact(table).then([](int) {}); // expect: async-unreferenced-task
    (void)flush(table).handle_exception([](std::exception_ptr) {}); // expect: async-unreferenced-task
    static_cast<void>(flush(table)); // expect: async-unreferenced-task
    (void)ss::futurize_invoke([table] { return flush(table); }); // expect: async-unreferenced-task
  }

  void kept(std::string table) {
    (void)ss::with_gate(gate_, [table] { return flush(table); });
    (void)ss::try_with_gate(gate_, [table] { return flush(table); });
    (void)flush(table).handle_exception([](std::exception_ptr e) { log_error(e); });
    (void)flush(table).handle_exception([](auto e) { log_error(e); }).finally([h = gate_.hold()] {});
    (void)compact(table).then_wrapped([](ss::future<int> f) {
      if (f.failed())
        log_error(f.get_exception());
    });
    (void)flush_guarded(table);
    background_ = flush(table);
  }

  ss::future<> stop() {
    co_await gate_.close();
    co_await std::move(background_);
  }
  ss::future<> both(std::string a, std::string b) {
    auto first = flush(a);
    co_await flush(b);
    co_await std::move(first);
  }
};
