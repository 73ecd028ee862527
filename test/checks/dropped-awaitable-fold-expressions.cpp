// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Packs of calls folded over a comma: each is dropped, unless each is awaited or passed on.
#include <coro/coro.hpp>
#include <initializer_list>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

auto trace(std::string what) -> coro::task<void>;
auto rank(std::string text) -> coro::task<int>;
void log_line(std::string what);

template <class... A> auto trace_all(A... parts) -> coro::task<void> {
  (trace(parts), ...); // expect: async-dropped-awaitable
  co_return;
}

template <class... A> auto trace_each(A... parts) -> coro::task<void> {
  (co_await trace(parts), ...);
}

template <class... A> auto rank_sum(A... texts) -> coro::task<int> {
  (log_line(texts), ...);
  co_return (0 + ... + co_await rank(texts));
}

template <class... A> auto rank_together(A... texts) -> coro::task<int> {
  auto results = co_await coro::when_all(rank(texts)...);
  co_return static_cast<int>(std::tuple_size_v<decltype(results)>);
}

template <class... A> auto collect(A... texts) -> std::vector<coro::task<int>> {
  std::vector<coro::task<int>> tasks;
  (tasks.push_back(rank(texts)), ...);
  return tasks;
}

template <class... A> auto rank_lost(A... texts) -> coro::task<int> {
  auto all = std::make_tuple(rank(texts)...); // expect: async-dropped-awaitable
  co_return static_cast<int>(sizeof...(texts));
}

auto use(std::string a, std::string b) -> coro::task<int> {
  co_await trace_all(a, b);
  co_await trace_each(a, b);
  int n = co_await rank_sum(a, b) + co_await rank_together(a, b) + co_await rank_lost(a, b);
  for (auto &t : collect(a, b))
    n += co_await t;
  co_return n;
}
