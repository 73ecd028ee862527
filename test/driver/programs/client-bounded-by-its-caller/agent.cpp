#include "client.hpp"
#include <boost/asio/experimental/awaitable_operators.hpp>
namespace net = boost::asio;
using namespace net::experimental::awaitable_operators;
net::awaitable<std::string> consult(Client &client, std::string question) {
  net::steady_timer timer(co_await net::this_coro::executor, std::chrono::seconds(60));
  auto got = co_await (client.ask(std::move(question)) || timer.async_wait(net::use_awaitable));
  co_return got.index() == 0 ? std::get<0>(got) : std::string("no answer");
}
net::awaitable<std::string> next_event(Client &client) { co_return co_await client.listen(); }
