// RUN: %check_async_tidy %s async-sequential-await %t
// One gather with a structured binding, in the words of the library.
#include <boost/asio.hpp>
#include <chrono>
#include <coro/coro.hpp>
#include <coro/net/tcp/client.hpp>
#include <folly/coro/Task.h>
#include <folly/io/coro/Transport.h>
#include <array>
#include <string>
using namespace std::chrono_literals;
namespace asio = boost::asio;
using asio::ip::tcp;

static asio::awaitable<std::string> ask(tcp::endpoint at, std::string text) {
  tcp::socket socket(co_await asio::this_coro::executor);
  co_await socket.async_connect(at, asio::use_awaitable);
  co_await asio::async_write(socket, asio::buffer(text), asio::use_awaitable);
  co_return text;
}
asio::awaitable<std::size_t> two(tcp::endpoint a, tcp::endpoint b) {
  const std::string x = co_await ask(a, "x");
  // The other one.
  const std::string y = co_await ask(b, "y"); // expect: async-sequential-await
  // expect-fix: // The other one.
  // expect-fix: using namespace asio::experimental::awaitable_operators;
  // expect-fix: const auto [x, y] = co_await (ask(a, "x") && ask(b, "y"));
  co_return x.size() + y.size();
}

static coro::task<std::string> query(std::shared_ptr<coro::scheduler> scheduler, coro::net::ip_address host) {
  coro::net::tcp::client client{scheduler, {host, 80}};
  co_await client.connect(1000ms);
  co_return "ok";
}
coro::task<std::size_t> both(std::shared_ptr<coro::scheduler> scheduler, coro::net::ip_address a, coro::net::ip_address b) {
  auto x = co_await query(scheduler, a);
  auto y = co_await query(scheduler, b); // expect: async-sequential-await
  // expect-fix: auto [x_result, y_result] = co_await coro::when_all(query(scheduler, a), query(scheduler, b));
  // expect-fix: auto x = x_result.return_value();
  // expect-fix: auto y = y_result.return_value();
  co_return x.size() + y.size();
}

static folly::coro::Task<std::size_t> size(folly::EventBase *base, const char *host) {
  auto transport = co_await folly::coro::Transport::newConnectedSocket(base, folly::SocketAddress(host, 1), 2s);
  std::array<unsigned char, 64> chunk;
  co_return co_await transport.read({chunk.data(), chunk.size()}, 5s);
}
folly::coro::Task<double> other_types(folly::EventBase *base) {
  double x = co_await size(base, "x");
  auto y = co_await size(base, "y"); // expect: async-sequential-await
  // expect-fix: auto [x_result, y_result] = co_await folly::coro::collectAll(size(base, "x"), size(base, "y"));
  // expect-fix: double x = std::move(x_result);
  // expect-fix: auto y = std::move(y_result);
  co_return x + y;
}
struct Sizes {
  std::size_t x, y;
};
folly::coro::Task<Sizes> members(folly::EventBase *base) {
  Sizes sizes;
  sizes.x = co_await size(base, "x");
  sizes.y = co_await size(base, "y"); // expect: async-sequential-await
  // expect-message: 'size' waits for 'size' although it needs nothing of it: the two take the sum of their times instead of the longer one; await them together with 'co_await folly::coro::collectAll(...)'
  co_return sizes;
}
