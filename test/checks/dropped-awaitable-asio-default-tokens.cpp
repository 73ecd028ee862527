// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Objects whose default completion token makes every operation awaitable, and Asio's awaitable operators.
#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <chrono>
#include <string>
#include <tuple>
#include <vector>

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using token = asio::as_tuple_t<asio::use_awaitable_t<>>;
using socket_type = token::as_default_on_t<asio::ip::tcp::socket>;
using timer_type = asio::use_awaitable_t<>::as_default_on_t<asio::steady_timer>;

asio::awaitable<std::string> complete(std::string prompt);
asio::awaitable<void> flush();

asio::awaitable<void> echo(socket_type socket, timer_type timer) {
  char data[512];
  auto [ec, n] = co_await socket.async_read_some(asio::buffer(data));
  if (ec)
    co_return;
  socket.async_read_some(asio::buffer(data)); // expect: async-dropped-awaitable // expect-fix: co_await socket.async_read_some(asio::buffer(data));
  timer.expires_after(std::chrono::seconds(2));
  timer.async_wait(); // expect: async-dropped-awaitable // expect-fix: co_await timer.async_wait();
  co_await timer.async_wait();
  asio::async_write(socket, asio::buffer(data, n)); // expect: async-dropped-awaitable // expect-fix: co_await asio::async_write(socket, asio::buffer(data, n));
  timer.cancel();
}

asio::awaitable<std::string> ask(std::string prompt, timer_type timer) {
  flush() && timer.async_wait(); // expect: async-dropped-awaitable // expect-fix: co_await (flush() && timer.async_wait());
  auto raced = complete(prompt) || timer.async_wait(); // expect: async-dropped-awaitable
  auto result = co_await (complete(prompt) || timer.async_wait());
  auto both = complete(prompt) && complete(prompt + "?");
  auto [a, b] = co_await std::move(both);
  co_return result.index() == 0 ? std::get<0>(result) : a + b;
}

asio::awaitable<int> count(std::vector<std::string> prompts) {
  std::vector<asio::awaitable<std::string>> calls; // expect: async-dropped-awaitable
  for (auto &p : prompts)
    calls.push_back(complete(p));
  int total = 0;
  for (auto &p : prompts)
    total += static_cast<int>((co_await complete(p)).size());
  co_return total;
}
