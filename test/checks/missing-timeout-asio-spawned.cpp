// RUN: %check_async_tidy %s async-missing-timeout %t
// Coroutines that are started as tasks of their own, lambdas, and helpers that bound what they are handed.
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <array>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>
namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;
asio::awaitable<void> reader(tcp::socket &s) {
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable);
}
void start(asio::io_context &io, tcp::socket &s, asio::cancellation_signal &stop, asio::steady_timer &t) {
  t.expires_after(5s);
  t.async_wait([&](boost::system::error_code ec) {
    if (!ec)
      stop.emit(asio::cancellation_type::all);
  });
  asio::co_spawn(io, reader(s), asio::bind_cancellation_slot(stop.slot(), asio::detached));
}
asio::awaitable<void> reader2(tcp::socket &s) {
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable); // expect: async-missing-timeout
}
void start2(asio::io_context &io, tcp::socket &s) {
  asio::co_spawn(io, reader2(s), asio::detached);
}
void start3(asio::io_context &io, tcp::socket &s) {
  asio::co_spawn(
      io,
      [&s]() -> asio::awaitable<void> {
        std::array<char, 10> b;
        co_await s.async_read_some(asio::buffer(b), asio::use_awaitable); // expect: async-missing-timeout
      },
      asio::detached);
}
asio::awaitable<void> local_lambda(tcp::socket s) {
  auto read = [&](std::size_t n) -> asio::awaitable<void> {
    std::array<char, 10> b;
    co_await s.async_read_some(asio::buffer(b, n), asio::use_awaitable);
  };
  asio::steady_timer t(s.get_executor(), 5s);
  co_await (read(1) || t.async_wait(asio::use_awaitable));
}
asio::awaitable<void> local_lambda2(tcp::socket s) {
  auto read = [&](std::size_t n) -> asio::awaitable<void> {
    std::array<char, 10> b;
    co_await s.async_read_some(asio::buffer(b, n), asio::use_awaitable);
  };
  co_await read(1); // expect: async-missing-timeout
}
template <class F> asio::awaitable<void> with_deadline(asio::any_io_executor ex, std::chrono::milliseconds d, F f) {
  asio::steady_timer t(ex, d);
  co_await (f() || t.async_wait(asio::use_awaitable));
}
asio::awaitable<void> use(tcp::socket s) {
  co_await with_deadline(s.get_executor(), 5s, [&]() -> asio::awaitable<void> {
    std::array<char, 10> b;
    co_await s.async_read_some(asio::buffer(b), asio::use_awaitable);
  });
  co_await with_deadline(s.get_executor(), 5s, [&] { return reader(s); });
}
// spawned inside a helper with a signal
template <class T> asio::awaitable<T> limit(asio::awaitable<T> work, std::chrono::milliseconds d) {
  auto ex = co_await asio::this_coro::executor;
  asio::cancellation_signal stop;
  asio::steady_timer t(ex, d);
  t.async_wait([&](boost::system::error_code ec) {
    if (!ec)
      stop.emit(asio::cancellation_type::all);
  });
  co_return co_await asio::co_spawn(ex, std::move(work), asio::bind_cancellation_slot(stop.slot(), asio::use_awaitable));
}
asio::awaitable<int> one(tcp::socket &s) {
  char c;
  co_await asio::async_read(s, asio::buffer(&c, 1), asio::use_awaitable);
  co_return c;
}
asio::awaitable<int> use_limit(tcp::socket s) {
  co_return co_await limit(one(s), 5s);
}
