// RUN: %check_async_tidy %s async-missing-timeout %t
// Helpers that bound, log or hand on their token; watchdogs in lambdas; limits that a constructor is given.
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
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/experimental/deferred.hpp>
#include <functional>
#include <optional>
namespace ex = asio::experimental;
asio::awaitable<void> session(std::shared_ptr<tcp::socket> s) {
  std::array<char, 10> b;
  co_await s->async_read_some(asio::buffer(b), asio::use_awaitable); // expect: async-missing-timeout
}
void go(asio::io_context& io, std::shared_ptr<tcp::socket> s) { asio::co_spawn(io, session(s), asio::detached); }
asio::awaitable<void> step(tcp::socket& s) {
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable);
}
asio::awaitable<void> mixed(tcp::socket s) {
  asio::steady_timer t(s.get_executor(), 5s);
  co_await (step(s) || t.async_wait(asio::use_awaitable));
  co_await step(s); // expect: async-missing-timeout
}
template <class T> asio::awaitable<T> within(asio::awaitable<T> op, std::chrono::milliseconds d) {
  auto e = co_await asio::this_coro::executor;
  asio::steady_timer t(e, d);
  auto [order, e1, v, e2] = co_await ex::make_parallel_group(asio::co_spawn(e, std::move(op), ex::deferred), t.async_wait(ex::deferred))
      .async_wait(ex::wait_for_one(), asio::use_awaitable);
  co_return v;
}
asio::awaitable<int> byte(tcp::socket& s) { char c; co_await asio::async_read(s, asio::buffer(&c, 1), asio::use_awaitable); co_return c; }
asio::awaitable<int> in_time(tcp::socket s) { co_return co_await within(byte(s), 2s); }
template <class T> asio::awaitable<T> logged(asio::awaitable<T> op) { std::cout << "x"; co_return co_await std::move(op); }
asio::awaitable<int> not_in_time(tcp::socket s) { co_return co_await logged(byte(s)); } // expect: async-missing-timeout
asio::awaitable<int> in_time2(tcp::socket s) { co_return co_await within(logged(byte(s)), 2s); }
asio::awaitable<int> in_time3(tcp::socket s) { co_return co_await logged(within(byte(s), 2s)); }
template <class Token> auto async_read_line(tcp::socket& s, std::string& l, Token&& token) {
  return asio::async_read_until(s, asio::dynamic_buffer(l), '\n', std::forward<Token>(token));
}
asio::awaitable<void> line(tcp::socket s) {
  std::string l;
  co_await async_read_line(s, l, asio::use_awaitable); // expect: async-missing-timeout
}
asio::awaitable<void> stored(tcp::socket s) {
  asio::steady_timer t(s.get_executor(), 5s);
  auto work = step(s) || t.async_wait(asio::use_awaitable);
  co_await std::move(work);
}
struct Sess : std::enable_shared_from_this<Sess> {
  std::optional<beast::tcp_stream> stream_;
  std::unique_ptr<websocket::stream<beast::tcp_stream>> ws_;
  beast::flat_buffer buf_;
  beast::tcp_stream& stream() { return *stream_; }
  asio::awaitable<void> a() {
    stream_->expires_after(5s);
    Response r;
    co_await http::async_read(*stream_, buf_, r, asio::use_awaitable);
  }
  asio::awaitable<void> b() {
    auto& s = stream();
    s.expires_after(5s);
    Response r;
    co_await http::async_read(stream(), buf_, r, asio::use_awaitable);
  }
  asio::awaitable<void> c() {
    beast::get_lowest_layer(*ws_).expires_after(5s);
    co_await ws_->async_handshake("a", "/", asio::use_awaitable);
  }
  asio::awaitable<void> d() {
    Response r;
    co_await http::async_read(*stream_, buf_, r, asio::use_awaitable); // expect: async-missing-timeout
  }
};
asio::awaitable<void> flag(tcp::socket s) {
  bool late = false;
  asio::steady_timer t(s.get_executor(), 5s);
  t.async_wait([&](boost::system::error_code ec) { if (!ec) late = true; });
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable); // expect: async-missing-timeout
}
asio::awaitable<void> lambda_watch(tcp::socket s) {
  asio::steady_timer t(s.get_executor(), 5s);
  asio::co_spawn(s.get_executor(), [&]() -> asio::awaitable<void> {
    co_await t.async_wait(asio::use_awaitable);
    s.cancel();
  }, asio::detached);
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable);
}
struct Bound : std::enable_shared_from_this<Bound> {
  tcp::socket s_; asio::steady_timer t_;
  void late(boost::system::error_code ec) { if (!ec) s_.close(); }
  asio::awaitable<void> run() {
    t_.expires_after(5s);
    t_.async_wait(std::bind_front(&Bound::late, shared_from_this()));
    std::array<char, 10> b;
    co_await s_.async_read_some(asio::buffer(b), asio::use_awaitable);
  }
};
asio::awaitable<void> one_path_cancel(tcp::socket s, bool keep) {
  asio::steady_timer t(s.get_executor(), 5s);
  t.async_wait([&](boost::system::error_code ec) { if (!ec) s.close(); });
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable);
  if (!keep) t.cancel();
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable); // expect: async-missing-timeout
}
class Limited {
  beast::tcp_stream s_; std::chrono::seconds limit_;
 public:
  explicit Limited(beast::tcp_stream s, std::chrono::seconds limit = {}) : s_(std::move(s)), limit_(limit) {}
  asio::awaitable<void> get() {
    if (limit_.count() > 0) s_.expires_after(limit_);
    Response r; beast::flat_buffer b;
    co_await http::async_read(s_, b, r, asio::use_awaitable); // expect: async-missing-timeout
  }
};
asio::awaitable<void> limited(beast::tcp_stream s) { Limited l(std::move(s)); co_await l.get(); }
class Limited2 {
  beast::tcp_stream s_; std::chrono::seconds limit_;
 public:
  explicit Limited2(beast::tcp_stream s, std::chrono::seconds limit = {}) : s_(std::move(s)), limit_(limit) {}
  asio::awaitable<void> get() {
    if (limit_.count() > 0) s_.expires_after(limit_);
    Response r; beast::flat_buffer b;
    co_await http::async_read(s_, b, r, asio::use_awaitable);
  }
};
asio::awaitable<void> limited2(beast::tcp_stream s) { Limited2 l(std::move(s), 5s); co_await l.get(); }
