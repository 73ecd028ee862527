// RUN: %check_async_tidy %s async-blocking-call %t
// Handlers of callbacks are functions of their own: what they do is not the coroutine's call.
#include <boost/asio.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
struct Hooks {
  void on_close(std::function<void(error_code)> hook) { close_ = std::move(hook); }
  std::function<void(error_code)> close_;
};
static void write_report(const std::string& text) { std::ofstream("report.txt") << text; }
asio::awaitable<void> serve(tcp::socket socket);

asio::awaitable<void> watch(asio::steady_timer& timer, asio::signal_set& signals, Hooks& hooks, asio::thread_pool& pool) {
  timer.expires_after(std::chrono::seconds(60));
  timer.async_wait([](error_code ec) {
    if (!ec) write_report("timeout");
  });
  signals.async_wait([](error_code, int number) { write_report(std::to_string(number)); });
  hooks.on_close([](error_code) { std::system("notify closed"); });
  asio::post(asio::bind_executor(pool, [] { write_report("posted"); }));
  asio::defer(pool, [] { write_report("deferred"); });
  co_return;
}

asio::awaitable<void> accept_one(tcp::acceptor& acceptor, Hooks& hooks) {
  tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
  auto executor = co_await asio::this_coro::executor;
  asio::co_spawn(executor, serve(std::move(socket)), [](std::exception_ptr error) {
    if (error) write_report("failed");
  });
  write_report("accepted"); // expect: async-blocking-call
  if (hooks.close_) hooks.close_(error_code());
}
