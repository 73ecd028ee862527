// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Helpers that call what they are given: wrong when the result is a task, right when it is not.
#include <coro/coro.hpp>
#include <concepts>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

auto notify(std::string who) -> coro::task<void>;
auto rank(std::string text) -> coro::task<int>;
void log_line(const std::string &);

template <class F> void for_each_user(const std::vector<std::string> &users, F f) {
  for (auto &u : users)
    f(u); // expect: async-dropped-awaitable
}

template <class F> void for_each_line(const std::vector<std::string> &lines, F f) {
  for (auto &l : lines)
    f(l);
}

template <class F> auto for_each_async(std::vector<std::string> users, F f) -> coro::task<void> {
  for (auto &u : users)
    co_await f(u);
}

template <class F, class... A> decltype(auto) timed(F &&f, A &&...args) {
  log_line("start");
  return std::forward<F>(f)(std::forward<A>(args)...);
}

template <class F> auto maybe_async(F f) -> coro::task<void> {
  using result = std::invoke_result_t<F>;
  if constexpr (std::is_void_v<result>)
    f();
  else
    co_await f();
}

auto run(std::vector<std::string> users) -> coro::task<int> {
  for_each_user(users, [](const std::string &u) { return notify(u); });
  for_each_line(users, log_line);
  for_each_line(users, [](const std::string &u) { log_line(u); });
  co_await for_each_async(users, notify);
  co_await maybe_async([] { log_line("sync"); });
  co_await maybe_async([] { return notify("async"); });
  timed(notify, "lost"); // expect: async-dropped-awaitable
  timed(log_line, "fine");
  auto n = co_await timed(rank, "found");
  auto m = timed(rank, "named"); // expect: async-dropped-awaitable
  co_return n;
}
