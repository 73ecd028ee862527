// RUN: %check_async_tidy %s async-missing-timeout %t
// Deadlines that a guard object or a helper sets; a deadline for the socket is none for the resolver.
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
class Deadline {
public:
  Deadline(tcp::socket &s, std::chrono::seconds d) : socket_(s), timer_(s.get_executor(), d) {
    timer_.async_wait([this](boost::system::error_code ec) {
      if (!ec)
        socket_.close();
    });
  }

private:
  tcp::socket &socket_;
  asio::steady_timer timer_;
};
asio::awaitable<void> guarded(tcp::socket s) {
  Deadline deadline(s, 5s);
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable);
}
void arm(tcp::socket &s, asio::steady_timer &t, std::chrono::seconds d) {
  t.expires_after(d);
  t.async_wait([&s](boost::system::error_code ec) {
    if (!ec)
      s.close();
  });
}
asio::awaitable<void> armed(tcp::socket s) {
  asio::steady_timer t(s.get_executor());
  arm(s, t, 5s);
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable);
  t.cancel();
}
// a resolver is not covered by the socket's watchdog
asio::awaitable<void> resolve(std::string host) {
  auto ex = co_await asio::this_coro::executor;
  tcp::resolver resolver(ex);
  tcp::socket s(ex);
  asio::steady_timer t(ex);
  arm(s, t, 5s);
  auto found = co_await resolver.async_resolve(host, "80", asio::use_awaitable); // expect: async-missing-timeout
  co_await asio::async_connect(s, found, asio::use_awaitable);
}
asio::awaitable<void> all(std::string host) {
  auto ex = co_await asio::this_coro::executor;
  tcp::resolver resolver(ex);
  tcp::socket s(ex);
  asio::steady_timer t(ex, 5s);
  t.async_wait([&](boost::system::error_code ec) {
    if (ec)
      return;
    resolver.cancel();
    s.close();
  });
  auto found = co_await resolver.async_resolve(host, "80", asio::use_awaitable);
  co_await asio::async_connect(s, found, asio::use_awaitable);
}
struct state {
  tcp::socket socket;
  asio::steady_timer timer;
};
asio::awaitable<void> shared(std::shared_ptr<state> st) {
  st->timer.expires_after(5s);
  st->timer.async_wait([st](boost::system::error_code ec) {
    if (!ec)
      st->socket.cancel();
  });
  std::array<char, 10> b;
  co_await st->socket.async_read_some(asio::buffer(b), asio::use_awaitable);
}
