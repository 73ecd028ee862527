#include "wire.hpp"
#include <boost/asio/experimental/awaitable_operators.hpp>
using namespace net::experimental::awaitable_operators;
net::awaitable<std::string> patient(net::ip::tcp::socket socket) {
  net::steady_timer timer(co_await net::this_coro::executor, std::chrono::seconds(20));
  auto got = co_await (read_message(socket) || timer.async_wait(net::use_awaitable));
  co_return got.index() == 0 ? std::get<0>(got) : std::string();
}
