// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A capture only counts when the closure itself is used.
#include <async/async.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

async::task<std::string> complete(std::string prompt);
async::task<void> save(std::string text);
void on_exit(std::function<void()> hook);

class cache {
  async::mutex mutex_;
  std::vector<std::function<async::task<void>()>> jobs_;
  std::string last_;

public:
  async::task<void> forgotten(std::string text) {
    auto guard = mutex_.lock(); // expect: async-dropped-awaitable
    auto body = [&guard, this, text] { last_ = text; };
    co_return;
  }

  async::task<void> called(std::string text) {
    auto guard = mutex_.lock();
    auto body = [&guard, this, text]() -> async::task<void> {
      auto held = co_await std::move(guard);
      last_ = text;
    };
    co_await body();
  }

  async::task<void> default_capture(std::string text) {
    auto saving = save(text);
    co_await [&]() -> async::task<void> { co_await std::move(saving); }();
    auto unseen = save(text); // expect: async-dropped-awaitable
    co_await [&]() -> async::task<void> { co_await save(text); }();
  }

  void queued(std::string text) {
    auto saving = std::make_shared<async::task<void>>(save(text));
    jobs_.push_back([saving]() -> async::task<void> { co_await std::move(*saving); });
  }

  auto returned(std::string text) {
    auto saving = save(text);
    return [saving = std::move(saving)]() mutable -> async::task<void> { co_await std::move(saving); };
  }

  void hook(std::string text) {
    on_exit([this, text] {
      save(text); // expect: async-dropped-awaitable
      last_ = text;
    });
  }
};
