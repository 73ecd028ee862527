// RUN: %check_async_tidy %s async-missing-timeout %t
// Parallel groups: the condition decides whether a timer ends them.
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
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/experimental/deferred.hpp>
namespace ex = asio::experimental;
asio::awaitable<void> all(tcp::socket s) {
  std::array<char, 10> b;
  asio::steady_timer t(s.get_executor(), 5s);
  co_await ex::make_parallel_group(s.async_read_some(asio::buffer(b), ex::deferred), t.async_wait(ex::deferred)) // expect: async-missing-timeout
      .async_wait(ex::wait_for_all(), asio::use_awaitable);
}
asio::awaitable<void> two(tcp::socket s, tcp::socket u) {
  std::array<char, 10> b, c;
  co_await ex::make_parallel_group(s.async_read_some(asio::buffer(b), ex::deferred), // expect: async-missing-timeout
                                   u.async_read_some(asio::buffer(c), ex::deferred))
      .async_wait(ex::wait_for_one(), asio::use_awaitable);
}
asio::awaitable<void> named(tcp::socket s) {
  std::array<char, 10> b;
  asio::steady_timer t(s.get_executor(), 5s);
  auto group = ex::make_parallel_group(s.async_read_some(asio::buffer(b), ex::deferred), t.async_wait(ex::deferred));
  co_await std::move(group).async_wait(ex::wait_for_one(), asio::use_awaitable);
}
