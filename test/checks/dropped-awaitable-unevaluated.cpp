// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Calls in unevaluated operands produce nothing, and a local that is only asked for its type is still forgotten.
#include <folly/coro/Task.h>
#include <concepts>
#include <string>
#include <type_traits>
#include <utility>

using folly::coro::Task;

Task<int> count(std::string text);
struct Client {
  Task<std::string> get(std::string path);
  Task<void> close();
};

template <class C> concept Closable = requires(C c) {
  c.close();
  { c.get(std::string()) } -> std::same_as<Task<std::string>>;
};
static_assert(Closable<Client>);
static_assert(requires(Client c) { c.close(); });
static_assert(sizeof(count("x")) > 0);
static_assert(!noexcept(count("x")));

using Counted = decltype(count("x"));
using Text = decltype((std::declval<Client&>().close(), std::string()));

template <Closable C> auto tryGet(C& client) -> decltype(client.close(), client.get("/")) { return client.get("/"); }

template <class C> Task<void> closeIfPossible(C& client) {
  if constexpr (requires { client.close(); }) {
    co_await client.close();
  }
}

Task<int> typed(std::string text) {
  auto task = count(text); // expect: async-dropped-awaitable
  static_assert(std::is_same_v<decltype(task), Task<int>>);
  using Again = decltype(std::move(task));
  auto size = sizeof(count(text)) + sizeof(task);
  co_return static_cast<int>(size);
}

Task<std::string> used(Client& client) {
  client.close(); // expect: async-dropped-awaitable // expect-fix: co_await client.close();
  co_await closeIfPossible(client);
  co_return co_await tryGet(client);
}
