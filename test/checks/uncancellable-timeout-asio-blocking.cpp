// RUN: %check_async_tidy %s async-uncancellable-timeout %t
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
asio::awaitable<int> convert(std::string file) {
  std::string command = "convert " + file;
  co_return std::system(command.c_str());
}
asio::awaitable<int> in_time(asio::thread_pool& pool, std::string file) {
  asio::steady_timer limit(co_await asio::this_coro::executor, 10s);
  auto r = co_await (asio::co_spawn(pool, convert(file), asio::use_awaitable) || limit.async_wait(asio::use_awaitable)); // expect: async-uncancellable-timeout
  co_return r.index() == 0 ? std::get<0>(r) : -1;
}
asio::awaitable<std::size_t> read(asio::ip::tcp::socket& socket, std::string& text) {
  asio::steady_timer limit(co_await asio::this_coro::executor, 10s);
  auto r = co_await (asio::async_read(socket, asio::dynamic_buffer(text), asio::use_awaitable) || limit.async_wait(asio::use_awaitable));
  co_return r.index() == 0 ? std::get<0>(r) : 0;
}
asio::awaitable<int> polite(std::string file) {
  int n = 0;
  for (char c : file) {
    if ((co_await asio::this_coro::cancellation_state).cancelled() != asio::cancellation_type::none) break;
    n += c;
  }
  co_return n;
}
asio::awaitable<int> polite_in_time(asio::thread_pool& pool, std::string file) {
  asio::steady_timer limit(co_await asio::this_coro::executor, 10s);
  auto r = co_await (asio::co_spawn(pool, polite(file), asio::use_awaitable) || limit.async_wait(asio::use_awaitable));
  co_return r.index() == 0 ? std::get<0>(r) : -1;
}
