// REQUIRES: asio
// RUN: %check_async_tidy %s async-dropped-awaitable,async-blocking-call %t
// Asio without Boost, from the system's headers: the same model under its other root.
// flags: -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE
#include <asio.hpp>
#include <chrono>
#include <thread>

using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

awaitable<int> count_words(std::string url);

awaitable<void> forgets(tcp::socket &socket) {
  count_words("a"); // expect: async-dropped-awaitable
  // expect-fix: co_await count_words("a");
  asio::steady_timer timer(socket.get_executor(), std::chrono::seconds(1));
  timer.async_wait(use_awaitable); // expect: async-dropped-awaitable
  auto read = count_words("b");    // expect: async-dropped-awaitable
  co_return;
}

awaitable<void> blocks(tcp::socket &socket, std::string text) {
  std::this_thread::sleep_for(std::chrono::seconds(1)); // expect: async-blocking-call
  asio::write(socket, asio::buffer(text));              // expect: async-blocking-call
  co_return;
}

awaitable<int> waits(tcp::socket &socket, std::string text) {
  co_await asio::async_write(socket, asio::buffer(text), use_awaitable);
  asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::seconds(1));
  co_await timer.async_wait(use_awaitable);
  co_return co_await count_words(text);
}
