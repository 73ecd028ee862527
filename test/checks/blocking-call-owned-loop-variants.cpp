// RUN: %check_async_tidy %s async-blocking-call %t
// Owning the loop is not enough: it must also run on a thread of its own, and every spawn must go there.
#include <boost/asio.hpp>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
namespace asio = boost::asio;
class Server {
 public:
  void run() {
    asio::co_spawn(context_, load(), asio::detached);
    context_.run();
  }

 private:
  asio::awaitable<void> load() {
    std::ifstream in("server.cfg"); // expect: async-blocking-call
    in >> name_;
    co_return;
  }
  std::string name_;
  asio::io_context context_;
};
class Recorder {
 public:
  void start() {
    thread_ = std::jthread([this] { context_.run(); });
    asio::co_spawn(context_.get_executor(), record(), asio::detached);
  }

 private:
  asio::awaitable<void> record() {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (int i = 0; i < 10; ++i) {
      std::system("screenshot");
      timer.expires_after(std::chrono::seconds(1));
      co_await timer.async_wait(asio::use_awaitable);
    }
  }
  asio::io_context context_;
  std::jthread thread_;
};
class Mixed {
 public:
  explicit Mixed(asio::any_io_executor outside) : outside_(outside), thread_([this] { context_.run(); }) {}
  void inside(std::string path) { asio::co_spawn(context_, copy(std::move(path)), asio::detached); }
  void outside(std::string path) { asio::co_spawn(outside_, copy(std::move(path)), asio::detached); }

 private:
  asio::awaitable<void> copy(std::string path) {
    std::ofstream out(path + ".copy"); // expect: async-blocking-call
    out << path;
    co_return;
  }
  asio::any_io_executor outside_;
  asio::io_context context_;
  std::jthread thread_;
};
