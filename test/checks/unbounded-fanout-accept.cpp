// RUN: %check_async_tidy %s async-unbounded-fanout %t
// Accept loops and message loops that start a task for each one.
#include <boost/asio.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

awaitable<void> serve(tcp::socket socket);
awaitable<void> report_status();
awaitable<void> crawl(std::string url);
void failed(std::exception_ptr error);

awaitable<void> accept_all(tcp::acceptor &acceptor) {
  for (;;) {
    auto socket = co_await acceptor.async_accept(use_awaitable);
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket)), failed); // expect: async-unbounded-fanout
  }
}

class server {
public:
  awaitable<void> accept_some() {
    for (;;) {
      auto socket = co_await acceptor_.async_accept(use_awaitable);
      if (active_ >= max_active_) {
        socket.close();
        continue;
      }
      asio::co_spawn(acceptor_.get_executor(), counted(std::move(socket)), failed);
    }
  }

  // Each one holds a place in a channel of that size.
  awaitable<void> accept_with_places() {
    asio::experimental::channel<void(boost::system::error_code)> places(acceptor_.get_executor(), 100);
    for (;;) {
      co_await places.async_send({}, use_awaitable);
      auto socket = co_await acceptor_.async_accept(use_awaitable);
      asio::co_spawn(acceptor_.get_executor(), counted(std::move(socket)), failed);
    }
  }

  // Time passes, nothing comes in.
  awaitable<void> heartbeat() {
    asio::steady_timer timer(acceptor_.get_executor());
    for (;;) {
      timer.expires_after(60s);
      co_await timer.async_wait(use_awaitable);
      asio::co_spawn(acceptor_.get_executor(), report_status(), failed);
    }
  }

private:
  awaitable<void> counted(tcp::socket socket) {
    ++active_;
    co_await serve(std::move(socket));
    --active_;
  }
  tcp::acceptor acceptor_;
  std::size_t active_ = 0;
  std::size_t max_active_ = 64;
};

awaitable<void> crawl_all(std::vector<std::string> urls) {
  auto ex = co_await asio::this_coro::executor;
  for (auto &url : urls)
    asio::co_spawn(ex, crawl(url), failed); // expect: async-unbounded-fanout
}

awaitable<void> crawl_few() {
  auto ex = co_await asio::this_coro::executor;
  for (const char *url : {"https://a", "https://b"})
    asio::co_spawn(ex, crawl(url), failed);
}

void on_each_thread(asio::io_context &io) {
  for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i)
    asio::co_spawn(io, report_status(), failed);
}
