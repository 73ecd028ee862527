// RUN: %check_async_tidy %s async-missing-timeout %t
// A socket that is handed through two helpers: one finding, in the coroutine that owns it.
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
  int n = co_await read_number(s); // expect: async-missing-timeout
  n += co_await read_number(s);
  co_return n;
}
