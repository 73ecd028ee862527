// RUN: %check_async_tidy %s async-missing-timeout %t
// A timer that never expires is an event.
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

#include <map>
struct Pending {
  asio::steady_timer ready;
  std::string text;
};
class Rpc {
  tcp::socket socket_;
  std::map<int, std::shared_ptr<Pending>> pending_;
  int next_ = 0;
  asio::steady_timer writable_;
  std::string out_;

public:
  explicit Rpc(tcp::socket s) : socket_(std::move(s)), writable_(socket_.get_executor(), asio::steady_timer::time_point::max()) {
  }
  asio::awaitable<void> send(std::string q) {
    asio::steady_timer t(socket_.get_executor(), 5s);
    co_await (asio::async_write(socket_, asio::buffer(q), asio::use_awaitable) || t.async_wait(asio::use_awaitable));
  }
  asio::awaitable<std::string> call(std::string q) {
    asio::steady_timer ready(socket_.get_executor(), asio::steady_timer::time_point::max());
    co_await send(q);
    boost::system::error_code ec;
    co_await ready.async_wait(asio::redirect_error(asio::use_awaitable, ec)); // expect: async-missing-timeout
    co_return out_;
  }
  asio::awaitable<void> writer() {
    while (socket_.is_open()) {
      if (out_.empty()) {
        boost::system::error_code ec;
        co_await writable_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      } else {
        asio::steady_timer t(socket_.get_executor(), 5s);
        co_await (asio::async_write(socket_, asio::buffer(out_), asio::use_awaitable) || t.async_wait(asio::use_awaitable));
      }
    }
  }
};
asio::awaitable<void> event_race(tcp::socket s, asio::any_io_executor ex) {
  asio::steady_timer stop(ex, asio::steady_timer::time_point::max());
  std::array<char, 10> b;
  co_await (s.async_read_some(asio::buffer(b), asio::use_awaitable) || stop.async_wait(asio::use_awaitable)); // expect: async-missing-timeout
}
