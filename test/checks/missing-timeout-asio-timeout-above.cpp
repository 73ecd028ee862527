// RUN: %check_async_tidy %s async-missing-timeout %t
// The same helpers under a race with a timer, and under an in-house timeout.
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

asio::awaitable<std::string> read_line(tcp::socket &s) {
  std::string line;
  co_await asio::async_read_until(s, asio::dynamic_buffer(line), '\n', asio::use_awaitable);
  co_return line;
}
asio::awaitable<int> read_number(tcp::socket &s) {
  co_return std::stoi(co_await read_line(s));
}
asio::awaitable<int> total(tcp::socket s) {
  asio::steady_timer limit(co_await asio::this_coro::executor, 10s);
  auto r = co_await (read_number(s) || limit.async_wait(asio::use_awaitable));
  co_return std::get<0>(r);
}
template <typename T> asio::awaitable<T> wait_for(asio::awaitable<T> work, std::chrono::milliseconds d) {
  asio::steady_timer limit(co_await asio::this_coro::executor);
  limit.expires_after(d);
  auto r = co_await (std::move(work) || limit.async_wait(asio::use_awaitable));
  if (r.index() == 1)
    throw std::runtime_error("late");
  co_return std::get<0>(std::move(r));
}
asio::awaitable<int> total2(tcp::socket s) {
  co_return co_await wait_for(read_number(s), 5s);
}
asio::awaitable<int> total3(tcp::socket s) {
  auto t = read_number(s);
  co_return co_await wait_for(std::move(t), 5s);
}
