// RUN: %check_async_tidy %s async-dropped-awaitable %t
// The accepted ways of saying that a task is dropped on purpose.
#include <async/async.hpp>
#include <coro/coro.hpp>
#include <folly/coro/Task.h>
#include <string>

using folly::coro::Task;

Task<void> notify(std::string who);
async::task<int> prefetch(std::string url);
auto warm(std::string model) -> coro::task<void>;

Task<void> withCasts(std::string who) {
  (void)notify(who);
  static_cast<void>(notify(who));
  void(notify(who));
  (void)(who.empty() ? notify("nobody") : notify(who));
  notify(who); // expect: async-dropped-awaitable
  (notify(who)); // expect: async-dropped-awaitable
  co_return;
}

async::task<int> withAttributes(std::string url) {
  [[maybe_unused]] auto ahead = prefetch(url);
  [[maybe_unused]] const async::task<int> further = prefetch(url + "/2");
  auto forgotten = prefetch(url + "/3"); // expect: async-dropped-awaitable
  if ([[maybe_unused]] auto more = prefetch(url + "/4"); url.empty())
    co_return 0;
  co_return 1;
}

auto withComma(std::string model) -> coro::task<int> {
  int n = 0;
  for (int i = 0; i < 3; ++i, (void)warm(model))
    ++n;
  n > 2 ? (void)warm(model) : void();
  n += ((void)warm(model), 1);
  n += (warm(model), 1); // expect: async-dropped-awaitable
  co_return n;
}
