// RUN: %check_async_tidy %s async-unreferenced-task %t
// 'detached' is the right token for a library's own run operation, and for an operation that reports in its own way.
#include <boost/asio.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace asio = boost::asio;

namespace redis {
struct config {};
class connection {
public:
  using executor_type = asio::any_io_executor;
  explicit connection(executor_type ex);
  template <class Token> auto async_run(config const &cfg, Token &&token) {
    return asio::async_initiate<Token, void(boost::system::error_code)>([](auto handler) {}, token);
  }
  template <class Token> auto async_exec(std::string request, Token &&token) {
    return asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>([](auto handler) {}, token);
  }
};
} // namespace redis

struct sink {
  template <class T> void operator=(T &&work);
};

asio::awaitable<void> subscribe(std::shared_ptr<redis::connection> conn);

asio::awaitable<void> co_main(redis::config cfg) {
  auto ex = co_await asio::this_coro::executor;
  auto conn = std::make_shared<redis::connection>(ex);
  conn->async_run(cfg, asio::consign(asio::detached, conn));
  conn->async_exec("HELLO", asio::detached);
  asio::post(ex, [] {});
  asio::steady_timer timer(ex, std::chrono::seconds(1));
  timer.async_wait(asio::detached);
  sink background;
  background = asio::co_spawn(ex, subscribe(conn), asio::use_future);
  asio::co_spawn(ex, subscribe(conn), asio::detached); // expect: async-unreferenced-task
  co_await subscribe(conn);
}
