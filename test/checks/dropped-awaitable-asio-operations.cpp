// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Asio operations with use_awaitable, and the neighbours that return nothing to await.
#include <boost/asio.hpp>
#include <chrono>
#include <string>
#include <utility>

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::use_awaitable;

asio::awaitable<std::string> complete(std::string prompt);
asio::awaitable<void> audit(std::string what);

asio::awaitable<void> serve(tcp::socket socket) {
  asio::steady_timer timer(socket.get_executor(), std::chrono::seconds(1));
  timer.async_wait(use_awaitable); // expect: async-dropped-awaitable // expect-fix: co_await timer.async_wait(use_awaitable);
  timer.async_wait([](boost::system::error_code) {});
  timer.async_wait(asio::detached);
  co_await timer.async_wait(use_awaitable);

  std::string line;
  std::size_t n = co_await asio::async_read_until(socket, asio::dynamic_buffer(line), '\n', use_awaitable);
  auto answer = complete(line.substr(0, n));
  auto text = co_await std::move(answer);
  asio::async_write(socket, asio::buffer(text), use_awaitable); // expect: async-dropped-awaitable // expect-fix: co_await asio::async_write(socket, asio::buffer(text), use_awaitable);
  auto written = asio::async_write(socket, asio::buffer(text), use_awaitable); // expect: async-dropped-awaitable // expect-fix: auto written = co_await asio::async_write(socket, asio::buffer(text), use_awaitable);
  boost::system::error_code ec;
  co_await asio::async_write(socket, asio::buffer(text), asio::redirect_error(use_awaitable, ec));
  auto done = asio::async_write(socket, asio::buffer(text), asio::use_future);
  asio::post(socket.get_executor(), use_awaitable); // expect: async-dropped-awaitable // expect-fix: co_await asio::post(socket.get_executor(), use_awaitable);
  asio::post(socket.get_executor(), [] {});
  socket.shutdown(tcp::socket::shutdown_both, ec);
}

class listener {
  tcp::acceptor acceptor_;

public:
  explicit listener(tcp::acceptor a) : acceptor_(std::move(a)) {}
  asio::awaitable<void> run() {
    for (;;) {
      tcp::socket peer = co_await acceptor_.async_accept(use_awaitable);
      audit("accepted"); // expect: async-dropped-awaitable // expect-fix: co_await audit("accepted");
      auto ex = co_await asio::this_coro::executor;
      asio::co_spawn(ex, serve(std::move(peer)), asio::detached);
    }
  }
  void stop() {
    acceptor_.cancel();
    audit("stopped"); // expect: async-dropped-awaitable
  }
};
