// RUN: %check_async_tidy %s async-unbounded-shield %t
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <chrono>
#include <string>
namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
asio::awaitable<void> flush(std::string run);
asio::awaitable<void> commit(std::string run) {
  co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation()); // expect: async-unbounded-shield
  co_await flush(run);
  co_await asio::this_coro::reset_cancellation_state(asio::enable_terminal_cancellation());
  co_await flush(run);
}
asio::awaitable<void> commit_in_time(std::string run) {
  co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
  asio::steady_timer limit(co_await asio::this_coro::executor, 2s);
  co_await (flush(run) || limit.async_wait(asio::use_awaitable));
}
asio::awaitable<void> open(std::string run) {
  co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
  co_await flush(run);
}
asio::awaitable<void> operation(asio::ip::tcp::socket& socket, std::string text) {
  co_await asio::async_write(socket, asio::buffer(text), asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable)); // expect: async-unbounded-shield
}
asio::awaitable<void> signalled(asio::ip::tcp::socket& socket, std::string text, asio::cancellation_signal& signal) {
  co_await asio::async_write(socket, asio::buffer(text), asio::bind_cancellation_slot(signal.slot(), asio::use_awaitable));
}
