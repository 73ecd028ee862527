#include "exchange.hpp"
#include <boost/asio/experimental/awaitable_operators.hpp>
namespace net = boost::asio;
using namespace net::experimental::awaitable_operators;
net::awaitable<std::string> ask(net::ip::tcp::socket &socket, std::string request) {
  net::steady_timer timer(co_await net::this_coro::executor, std::chrono::seconds(60));
  auto got = co_await (exchange(socket, std::move(request)) || timer.async_wait(net::use_awaitable));
  co_return got.index() == 0 ? std::get<0>(got) : std::string("no answer");
}
