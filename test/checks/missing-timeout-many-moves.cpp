// RUN: %check_async_tidy %s async-missing-timeout %t
// A value that moves many times is followed in a short time, and not once for each choice of some of the moves.
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <chrono>
#include <utility>
namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

asio::awaitable<void> same(asio::awaitable<void> work);

asio::awaitable<void> receive(tcp::socket &socket) {
  char byte[1];
  co_await asio::async_read(socket, asio::buffer(byte), asio::use_awaitable);
}

asio::awaitable<void> receive_in_time(tcp::socket &socket) {
  char byte[1];
  co_await asio::async_read(socket, asio::buffer(byte), asio::use_awaitable);
}

asio::awaitable<void> rest() {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(1s);
  co_await timer.async_wait(asio::use_awaitable);
}

#define MOVE work = same(std::move(work));
#define MOVES MOVE MOVE MOVE MOVE MOVE MOVE MOVE MOVE MOVE MOVE
#define MANY_MOVES MOVES MOVES MOVES MOVES MOVES MOVES MOVES MOVES MOVES MOVES

asio::awaitable<void> waits(tcp::socket &socket) {
  auto work = receive(socket);
  MANY_MOVES
  co_await std::move(work); // expect: async-missing-timeout
}

asio::awaitable<void> waits_in_time(tcp::socket &socket) {
  auto work = receive_in_time(socket);
  MANY_MOVES
  co_await (std::move(work) || rest());
}
