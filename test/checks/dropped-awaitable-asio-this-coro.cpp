// RUN: %check_async_tidy %s async-dropped-awaitable %t
// What only Asio's await_transform accepts: state changes of the coroutine and deferred operations.
#include <boost/asio.hpp>
#include <boost/asio/experimental/deferred.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <utility>

namespace asio = boost::asio;
using asio::ip::tcp;

asio::awaitable<std::string> complete(std::string prompt);
std::string trim(std::string text);

asio::awaitable<std::string> guarded(tcp::socket &socket, std::string prompt) {
  asio::this_coro::throw_if_cancelled(false); // expect: async-dropped-awaitable // expect-fix: co_await asio::this_coro::throw_if_cancelled(false);
  co_await asio::this_coro::throw_if_cancelled(true);
  asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation()); // expect: async-dropped-awaitable // expect-fix: co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
  co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
  auto state = co_await asio::this_coro::cancellation_state;
  auto executor = co_await asio::this_coro::executor;
  auto log = [](std::string text) { return text.size(); };
  auto ignore = [](auto &&...) {};
  std::function<void()> later = [] {};
  trim(prompt);
  std::string copy = trim(prompt);
  co_return co_await complete(copy);
}

asio::awaitable<void> pause(asio::steady_timer &timer, asio::steady_timer &second) {
  timer.async_wait(asio::deferred); // expect: async-dropped-awaitable // expect-fix: co_await timer.async_wait(asio::deferred);
  auto forgotten = timer.async_wait(asio::deferred); // expect: async-dropped-awaitable
  auto operation = timer.async_wait(asio::deferred);
  co_await std::move(operation);
  co_await second.async_wait(asio::deferred);
}

void start(asio::steady_timer &timer) {
  auto operation = timer.async_wait(asio::deferred);
  std::move(operation)([](boost::system::error_code) {});
}
