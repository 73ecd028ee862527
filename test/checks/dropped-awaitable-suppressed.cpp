// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Suppression comments silence this check as they do every other.
#include <coro/coro.hpp>
#include <string>

auto notify(std::string who) -> coro::task<void>;
auto warm(std::string model) -> coro::task<int>;

auto run(std::string who) -> coro::task<void> {
  notify(who); // NOLINT
  notify(who); // NOLINT(async-dropped-awaitable)
  // NOLINTNEXTLINE(async-dropped-awaitable)
  notify(who);
  // NOLINTNEXTLINE(async-*)
  auto warming = warm(who);
  // NOLINTBEGIN(async-dropped-awaitable)
  notify(who + "1");
  auto also = warm(who);
  // NOLINTEND(async-dropped-awaitable)
  notify(who); // NOLINT(async-await-in-loop) // expect: async-dropped-awaitable
  auto last = warm(who); // expect: async-dropped-awaitable
  co_await notify(who);
}
