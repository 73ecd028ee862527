// RUN: %check_async_tidy %s async-blocking-call %t
// The innermost function decides: coroutine lambdas are coroutines, plain lambdas inside them are not.
#include <boost/asio.hpp>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>
namespace asio = boost::asio;
using namespace std::chrono_literals;
asio::awaitable<void> publish(std::string text);
struct Router {
  std::vector<std::function<asio::awaitable<void>(std::string)>> routes;
  void on(std::function<asio::awaitable<void>(std::string)> handler) { routes.push_back(std::move(handler)); }
};

void set_up(Router& router, asio::io_context& loop) {
  router.on([](std::string body) -> asio::awaitable<void> {
    std::ofstream out("body.txt"); // expect: async-blocking-call
    out << body;
    co_await publish(body);
  });
  asio::co_spawn(loop, [&]() -> asio::awaitable<void> {
    std::this_thread::sleep_for(10ms); // expect: async-blocking-call
    co_await publish("started");
  }, asio::detached);
  std::system("mkdir -p spool");
}

asio::awaitable<int> outer(std::string command) {
  auto inner = [command]() -> asio::awaitable<int> {
    co_return std::system(command.c_str()); // expect: async-blocking-call
  };
  auto plain = [command] { return std::system(command.c_str()); };
  std::thread([plain] { plain(); }).detach();
  co_return co_await inner();
}

asio::awaitable<void> nested() {
  auto make = [] {
    return [](std::string text) -> asio::awaitable<void> {
      co_await publish(text);
      std::system("sync"); // expect: async-blocking-call
    };
  };
  co_await make()("nested");
}

asio::awaitable<std::size_t> quiet(std::string text) {
  auto twice = [](std::string s) -> asio::awaitable<std::string> { co_return s + s; };
  auto size = [](const std::string& s) { return s.size(); };
  co_return size(co_await twice(text));
}
