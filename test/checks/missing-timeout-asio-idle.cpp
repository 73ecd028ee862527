// RUN: %check_async_tidy %s async-missing-timeout %t
// Accept loops, timers, signals and channels need no deadline; races that are no deadline.
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

#include <boost/asio/experimental/channel.hpp>
asio::awaitable<void> echo(tcp::socket s) {
  std::array<char, 100> b;
  asio::steady_timer t(s.get_executor());
  for (;;) {
    t.expires_after(10s);
    auto r = co_await (s.async_read_some(asio::buffer(b), asio::use_awaitable) || t.async_wait(asio::use_awaitable));
    if (r.index() == 1)
      co_return;
    t.expires_after(10s);
    co_await (asio::async_write(s, asio::buffer(b), asio::use_awaitable) || t.async_wait(asio::use_awaitable));
  }
}
asio::awaitable<void> listen(tcp::acceptor acceptor) {
  for (;;) {
    tcp::socket s = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(acceptor.get_executor(), echo(std::move(s)), asio::detached);
  }
}
asio::awaitable<void> signals(asio::signal_set &set) {
  co_await set.async_wait(asio::use_awaitable);
}
asio::awaitable<int> queue(asio::experimental::channel<void(boost::system::error_code, int)> &c) {
  co_return co_await c.async_receive(asio::use_awaitable);
}
asio::awaitable<void> tick(asio::steady_timer &t) {
  co_await t.async_wait(asio::use_awaitable);
}
asio::awaitable<void> stop_only(tcp::socket s, asio::experimental::channel<void(boost::system::error_code, int)> &stop) {
  std::array<char, 100> b;
  co_await (s.async_read_some(asio::buffer(b), asio::use_awaitable) || stop.async_receive(asio::use_awaitable)); // expect: async-missing-timeout
}
asio::awaitable<void> two_reads(tcp::socket a, tcp::socket b) {
  std::array<char, 100> x, y;
  co_await (a.async_read_some(asio::buffer(x), asio::use_awaitable) || // expect: async-missing-timeout
            b.async_read_some(asio::buffer(y), asio::use_awaitable));
}
asio::awaitable<void> both(tcp::socket a, asio::steady_timer &t) {
  std::array<char, 100> x;
  co_await (a.async_read_some(asio::buffer(x), asio::use_awaitable) && t.async_wait(asio::use_awaitable)); // expect: async-missing-timeout
}
void callback(tcp::socket &s, std::array<char, 10> &b) {
  s.async_read_some(asio::buffer(b), [](auto, std::size_t) {});
}
asio::awaitable<void> starts_callback(tcp::socket &s, std::array<char, 10> &b) {
  s.async_read_some(asio::buffer(b), [](boost::system::error_code, std::size_t) {});
  co_return;
}
