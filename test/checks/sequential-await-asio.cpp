// RUN: %check_async_tidy %s async-sequential-await %t
#include <boost/asio.hpp>
#include <string>
namespace asio = boost::asio;
using asio::ip::tcp;
static asio::awaitable<std::string> ask(tcp::endpoint at, std::string text) {
  tcp::socket socket(co_await asio::this_coro::executor);
  co_await socket.async_connect(at, asio::use_awaitable);
  co_await asio::async_write(socket, asio::buffer(text), asio::use_awaitable);
  std::string line;
  co_await asio::async_read_until(socket, asio::dynamic_buffer(line), '\n', asio::use_awaitable);
  co_return line;
}
asio::awaitable<std::string> plan(tcp::endpoint model, tcp::endpoint memory, std::string goal) {
  std::string ideas = co_await ask(model, goal);
  std::string notes = co_await ask(memory, goal); // expect: async-sequential-await
  co_return ideas + notes;
}
asio::awaitable<void> both_peers(tcp::socket& left, tcp::socket& right, tcp::endpoint a, tcp::endpoint b) {
  co_await left.async_connect(a, asio::use_awaitable);
  co_await right.async_connect(b, asio::use_awaitable); // expect: async-sequential-await
}
asio::awaitable<void> one_peer(tcp::socket& peer, tcp::endpoint a, std::string hello) {
  co_await peer.async_connect(a, asio::use_awaitable);
  co_await asio::async_write(peer, asio::buffer(hello), asio::use_awaitable);
}
asio::awaitable<void> relay(tcp::socket& from, tcp::socket& to) {
  char data[1024];
  std::size_t n = co_await from.async_read_some(asio::buffer(data), asio::use_awaitable);
  co_await asio::async_write(to, asio::buffer(data, n), asio::use_awaitable);
}
asio::awaitable<void> relay_full(tcp::socket& from, tcp::socket& to) {
  char data[1024];
  co_await asio::async_read(from, asio::buffer(data), asio::use_awaitable);
  co_await asio::async_write(to, asio::buffer(data), asio::use_awaitable);
}
asio::awaitable<std::string> declared(tcp::endpoint a);
asio::awaitable<std::string> unknown(tcp::endpoint a, tcp::endpoint b) {
  auto x = co_await declared(a);
  auto y = co_await declared(b);
  co_return x + y;
}
struct Transaction { void commit(); void rollback(); };
Transaction begin();
asio::awaitable<void> transfer(tcp::endpoint a, tcp::endpoint b) {
  auto tx = begin();
  auto debit = co_await ask(a, "debit");
  auto credit = co_await ask(b, "credit");
  tx.commit();
}
asio::awaitable<std::string> three(tcp::endpoint a, tcp::endpoint b, tcp::endpoint c) {
  auto x = co_await ask(a, "x");
  auto y = co_await ask(b, "y"); // expect: async-sequential-await
  auto z = co_await ask(c, "z"); // expect: async-sequential-await
  co_return x + y + z;
}
asio::awaitable<std::string> one_expression(tcp::endpoint a, tcp::endpoint b) {
  co_return co_await ask(a, "x") +
      co_await ask(b, "y"); // expect: async-sequential-await
}
asio::awaitable<void> timer_first(tcp::endpoint a, asio::steady_timer& timer) {
  co_await timer.async_wait(asio::use_awaitable);
  auto y = co_await ask(a, "y");
}
