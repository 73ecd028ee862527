// RUN: %check_async_tidy %s async-dropped-awaitable %t
// An Asio client whose awaitables are all awaited, spawned, combined or returned.
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using asio::ip::tcp;
using asio::use_awaitable;
template <class T> using co = asio::awaitable<T>;

co<std::string> complete(std::string prompt);
co<void> store(std::string text);

class session : public std::enable_shared_from_this<session> {
  tcp::socket socket_;
  asio::steady_timer timer_;
  std::string buffer_;
  std::function<co<void>(std::string)> sink_;

public:
  explicit session(tcp::socket s) : socket_(std::move(s)), timer_(socket_.get_executor()), sink_(store) {}

  void start() {
    auto self = shared_from_this();
    asio::co_spawn(socket_.get_executor(), [self] { return self->run(); }, asio::detached);
    auto reader = run();
    asio::co_spawn(socket_.get_executor(), std::move(reader), [self](std::exception_ptr) { self->stop(); });
    timer_.async_wait([self](const boost::system::error_code &) { self->stop(); });
  }

  co<void> run() {
    timer_.expires_after(std::chrono::seconds(30));
    for (;;) {
      auto read = asio::async_read_until(socket_, asio::dynamic_buffer(buffer_), '\n', use_awaitable);
      std::size_t n = co_await std::move(read);
      auto raced = co_await (complete(buffer_.substr(0, n)) || timer_.async_wait(use_awaitable));
      if (raced.index() == 1)
        co_return;
      auto answer = std::get<0>(std::move(raced));
      co_await (store(answer) && asio::async_write(socket_, asio::buffer(answer), use_awaitable));
      co_await sink_(answer);
      buffer_.erase(0, n);
    }
  }

  co<std::string> once(std::string prompt) {
    co<std::string> call = prompt.empty() ? complete("empty") : complete(prompt);
    auto wrapped = [](co<std::string> inner) -> co<std::string> { co_return co_await std::move(inner); }(std::move(call));
    return wrapped;
  }

  void stop() {
    boost::system::error_code ignored;
    socket_.close(ignored);
    timer_.cancel();
  }
};

int main() {
  asio::io_context context;
  auto answer = asio::co_spawn(context, complete("hello"), asio::use_future);
  context.run();
  return answer.get().empty();
}
