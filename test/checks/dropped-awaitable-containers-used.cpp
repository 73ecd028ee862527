// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Every way in which a container of tasks still reaches somebody who awaits it.
#include <coro/coro.hpp>
#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using task = coro::task<std::string>;
auto ask(std::string prompt) -> task;
auto settle(std::vector<task> &all) -> coro::task<void>;
auto settle_range(std::vector<task>::iterator first, std::vector<task>::iterator last) -> coro::task<void>;
void show(const std::string &);

class agent {
  std::vector<task> pending_;
  std::map<std::string, task> named_;

public:
  auto by_index(std::string p) -> coro::task<void> {
    std::array<task, 2> both{ask(p), ask(p + "?")};
    for (std::size_t i = 0; i < both.size(); ++i)
      show(co_await both[i]);
  }
  auto by_pop(std::string p) -> coro::task<void> {
    std::deque<task> queue;
    queue.push_back(ask(p));
    while (!queue.empty()) {
      task next = std::move(queue.front());
      queue.pop_front();
      show(co_await next);
    }
  }
  auto by_key(std::string p) -> coro::task<void> {
    std::map<std::string, task> calls;
    calls["a"] = ask(p);
    calls.emplace("b", ask(p));
    if (auto it = calls.find("a"); it != calls.end())
      show(co_await it->second);
  }
  auto by_optional(std::string p, bool prefetch) -> coro::task<void> {
    std::optional<task> ahead;
    if (prefetch)
      ahead.emplace(ask(p));
    if (ahead)
      show(co_await *ahead);
  }
  auto by_reference(std::string p) -> coro::task<void> {
    std::vector<task> calls;
    calls.push_back(ask(p));
    co_await settle(calls);
    std::vector<task> more;
    more.push_back(ask(p));
    co_await settle_range(more.begin(), more.end());
  }
  auto moved_on(std::string p) -> void {
    std::vector<task> fresh;
    fresh.push_back(ask(p));
    std::move(fresh.begin(), fresh.end(), std::back_inserter(pending_));
    std::vector<task> all;
    all.push_back(ask(p));
    pending_ = std::move(all);
    std::map<std::string, task> named;
    named["p"] = ask(p);
    std::swap(named, named_);
  }
  auto shared(std::string p) -> std::function<task()> {
    auto held = std::make_shared<task>(ask(p));
    return [held]() -> task { co_return co_await *held; };
  }
};
