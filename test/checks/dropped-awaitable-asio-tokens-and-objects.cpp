// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Asio: awaitables that are dropped, objects that are not work.
// flags: -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE
#include <asio.hpp>
#include <asio/experimental/awaitable_operators.hpp>

using namespace asio::experimental::awaitable_operators;
asio::awaitable<int> one(); asio::awaitable<void> two();
asio::awaitable<void> a() { two(); // expect: async-dropped-awaitable
  co_await two(); }
asio::awaitable<void> b(asio::steady_timer &t) { t.async_wait(asio::use_awaitable); // expect: async-dropped-awaitable
  t.async_wait([](auto) {}); t.async_wait(asio::detached); co_return; }
asio::awaitable<void> c() { auto both = one() && one(); // expect: async-dropped-awaitable
  co_return; }
asio::awaitable<void> d() { auto both = one() && one(); co_await std::move(both); }
asio::awaitable<void> e(asio::io_context &io) { co_spawn(io, two(), asio::detached); co_return; }
asio::awaitable<void> f() { auto ex = co_await asio::this_coro::executor; asio::steady_timer t(ex); asio::ip::tcp::socket s(ex); co_return; }
asio::awaitable<void> g() { asio::this_coro::executor; co_return; }
