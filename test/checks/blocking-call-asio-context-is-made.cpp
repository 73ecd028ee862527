// RUN: %check_async_tidy %s async-blocking-call %t
// Making an execution context or a timer waits for nothing; running it does.
// flags: -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE
#include <asio.hpp>
#include <memory>

std::shared_ptr<asio::io_context> shared() { static auto one = std::make_shared<asio::io_context>(); return one; }
asio::awaitable<int> make() { auto c = shared(); asio::io_context local; asio::steady_timer t(local); co_return 0; }
asio::awaitable<int> run() { asio::io_context local; local.run(); // expect: async-blocking-call
  co_return 0; }
asio::awaitable<int> ready() { asio::io_context local; local.poll(); co_return 0; }
asio::awaitable<int> wait_timer() { asio::steady_timer t(co_await asio::this_coro::executor); t.expires_after(std::chrono::seconds(1)); t.wait(); // expect: async-blocking-call
  co_return 0; }
asio::awaitable<int> await_timer() { asio::steady_timer t(co_await asio::this_coro::executor); t.expires_after(std::chrono::seconds(1)); co_await t.async_wait(asio::use_awaitable); co_return 0; }
