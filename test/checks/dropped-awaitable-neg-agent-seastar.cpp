// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A seastar service that keeps, chains, waits for or deliberately casts away each of its futures.
#include <seastar/core/coroutine.hh>
#include <seastar/core/gate.hh>
#include <seastar/core/loop.hh>
#include <seastar/core/queue.hh>
#include <seastar/core/semaphore.hh>
#include <seastar/core/sleep.hh>
#include <seastar/core/thread.hh>
#include <seastar/core/when_all.hh>
#include <seastar/core/with_timeout.hh>
#include <chrono>
#include <exception>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
seastar::future<std::string> complete(std::string prompt);
seastar::future<> store(std::string text);
void log_failure(std::exception_ptr);

class service {
  seastar::gate gate_;
  seastar::semaphore sem_{4};
  seastar::queue<std::string> inbox_{16};
  seastar::future<> worker_ = seastar::make_ready_future<>();
  std::vector<seastar::future<>> background_;

public:
  void start() { worker_ = work(); }
  seastar::future<> stop() {
    auto closed = gate_.close();
    co_await std::move(worker_);
    co_await std::move(closed);
    for (auto &f : background_)
      co_await std::move(f);
  }
  seastar::future<> work() {
    while (!gate_.is_closed()) {
      auto item = co_await inbox_.pop_eventually();
      auto units = co_await seastar::get_units(sem_, 1);
      background_.push_back(store(item).finally([units = std::move(units)] {}));
      (void)seastar::with_gate(gate_, [item] { return store(item).handle_exception(log_failure); });
    }
  }
  seastar::future<std::string> bounded(std::string prompt) {
    auto answer = complete(prompt);
    auto limited = seastar::with_timeout(seastar::lowres_clock::now() + 60s, std::move(answer));
    co_return co_await std::move(limited);
  }
  seastar::future<> both(std::string text) {
    auto first = complete(text);
    auto second = complete(text + "!");
    co_await seastar::when_all_succeed(std::move(first), std::move(second));
    auto outcome = co_await store(text).then_wrapped([](seastar::future<> f) { return f.failed(); });
    inbox_.push(outcome ? "failed" : "stored");
  }
  seastar::future<int> counted(std::string text) {
    return complete(text).then([this](std::string t) { return store(t).then([n = t.size()] { return static_cast<int>(n); }); });
  }
  seastar::future<> on_thread() {
    return seastar::async([this] {
      auto text = complete("x").get();
      auto stored = store(text);
      stored.get();
      auto f = gate_.close();
      if (f.failed())
        log_failure(f.get_exception());
      else
        f.get();
    });
  }
};
