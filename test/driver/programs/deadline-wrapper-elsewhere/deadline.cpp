#include "deadline.hpp"
#include <boost/asio/experimental/awaitable_operators.hpp>
using namespace net::experimental::awaitable_operators;
net::awaitable<std::string> within(net::awaitable<std::string> work, std::chrono::seconds limit) {
  net::steady_timer timer(co_await net::this_coro::executor, limit);
  auto got = co_await (std::move(work) || timer.async_wait(net::use_awaitable));
  if (got.index() == 1) throw std::runtime_error("late");
  co_return std::get<0>(got);
}
net::awaitable<std::string> usual(net::awaitable<std::string> work) {
  co_return co_await within(std::move(work), std::chrono::seconds(30));
}
