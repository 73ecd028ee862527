// RUN: %check_async_tidy %s async-missing-timeout %t
// A watchdog beside the work that throws; callables handed to code without a body.
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
asio::awaitable<void> watchdog(std::chrono::steady_clock::time_point &deadline) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  auto now = std::chrono::steady_clock::now();
  while (deadline > now) {
    timer.expires_at(deadline);
    co_await timer.async_wait(asio::use_awaitable);
    now = std::chrono::steady_clock::now();
  }
  throw std::runtime_error("timeout");
}
asio::awaitable<void> echo(tcp::socket &s, std::chrono::steady_clock::time_point &deadline) {
  std::array<char, 10> b;
  for (;;) {
    deadline = std::chrono::steady_clock::now() + 10s;
    auto n = co_await s.async_read_some(asio::buffer(b), asio::use_awaitable);
    co_await asio::async_write(s, asio::buffer(b, n), asio::use_awaitable);
  }
}
asio::awaitable<void> handle(tcp::socket s) {
  std::chrono::steady_clock::time_point deadline{};
  co_await (echo(s, deadline) && watchdog(deadline));
}
asio::awaitable<void> timeout(std::chrono::steady_clock::duration d) {
  asio::steady_timer t(co_await asio::this_coro::executor);
  t.expires_after(d);
  co_await t.async_wait(asio::use_awaitable);
}
asio::awaitable<void> transfer(tcp::socket &from, tcp::socket &to) {
  std::array<char, 1024> data;
  for (;;) {
    auto result1 = co_await (from.async_read_some(asio::buffer(data), asio::use_awaitable) || timeout(5s));
    if (result1.index() == 1)
      co_return;
    auto result2 = co_await (asio::async_write(to, asio::buffer(data, std::get<0>(result1)), asio::use_awaitable) || timeout(1s));
    if (result2.index() == 1)
      co_return;
  }
}
template <class T> asio::awaitable<T> retry(int n, std::function<asio::awaitable<T>()> f);
asio::awaitable<int> byte(tcp::socket &s) {
  char c;
  co_await asio::async_read(s, asio::buffer(&c, 1), asio::use_awaitable);
  co_return c;
}
asio::awaitable<int> retried(tcp::socket s) {
  co_return co_await retry<int>(3, [&]() -> asio::awaitable<int> { co_return co_await byte(s); }); // expect: async-missing-timeout
}
asio::awaitable<int> plain_retry(tcp::socket s) {
  for (int i = 0; i < 3; ++i) {
    try {
      co_return co_await byte(s); // expect: async-missing-timeout
    } catch (const std::exception &) {
    }
    co_await timeout(1s);
  }
  co_return 0;
}
