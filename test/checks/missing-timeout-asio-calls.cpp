// RUN: %check_async_tidy %s async-missing-timeout %t
// Virtual calls, recursion, templates.
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
struct Tool {
  virtual ~Tool() = default;
  virtual asio::awaitable<std::string> run(std::string q) = 0;
};
class Shell : public Tool {
  tcp::socket socket_;

public:
  explicit Shell(tcp::socket s) : socket_(std::move(s)) {
  }
  asio::awaitable<std::string> run(std::string q) override {
    co_await asio::async_write(socket_, asio::buffer(q), asio::use_awaitable);
    co_return q;
  }
};
asio::awaitable<std::string> call(Tool &t, std::string q) {
  asio::steady_timer limit(co_await asio::this_coro::executor, 60s);
  auto r = co_await (t.run(q) || limit.async_wait(asio::use_awaitable));
  co_return r.index() == 0 ? std::get<0>(r) : "";
}
asio::awaitable<void> drain(tcp::socket &s, int n) {
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable);
  if (n > 0)
    co_await drain(s, n - 1);
}
asio::awaitable<void> top(tcp::socket s) {
  co_await drain(s, 3); // expect: async-missing-timeout
}
asio::awaitable<void> loop_a(tcp::socket &s);
asio::awaitable<void> loop_b(tcp::socket &s) {
  co_await loop_a(s);
}
asio::awaitable<void> loop_a(tcp::socket &s) {
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable);
  co_await loop_b(s);
}
asio::awaitable<void> top2(tcp::socket s) {
  asio::steady_timer limit(co_await asio::this_coro::executor, 60s);
  co_await (loop_a(s) || limit.async_wait(asio::use_awaitable));
}
template <class Stream> asio::awaitable<std::string> line(Stream &s) {
  std::string l;
  co_await asio::async_read_until(s, asio::dynamic_buffer(l), '\n', asio::use_awaitable);
  co_return l;
}
asio::awaitable<std::string> t1(tcp::socket s) {
  co_return co_await line(s); // expect: async-missing-timeout
}
template <class Stream> asio::awaitable<std::string> unused(Stream &s) {
  std::string l;
  co_await asio::async_read_until(s, asio::dynamic_buffer(l), '\n', asio::use_awaitable);
  co_return l;
}
