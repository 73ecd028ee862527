// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <boost/cobalt.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <string>
namespace cobalt = boost::cobalt;
namespace asio = boost::asio;
using namespace std::chrono_literals;
cobalt::promise<std::string> complete(std::string prompt);
cobalt::task<void> delay(std::chrono::milliseconds d) {
  asio::steady_timer timer(co_await cobalt::this_coro::executor, d);
  co_await timer.async_wait(cobalt::use_op);
}
cobalt::promise<std::string> ask(std::string prompt) {
  auto r = co_await cobalt::race(complete(std::move(prompt)), delay(60s));
  co_return r.index() == 0 ? std::get<0>(r) : "";
}
cobalt::promise<std::string> ask_twice(std::string prompt) {
  auto a = co_await ask(prompt);
  if (a.empty()) a = co_await ask(prompt);
  co_return a;
}
cobalt::task<int> run(std::string prompt) {
  auto r = co_await cobalt::race(ask_twice(prompt), delay(90s)); // expect: async-timeout-ladder
  co_return int(r.index());
}
cobalt::task<int> run_ok(std::string prompt) {
  auto r = co_await cobalt::race(ask_twice(prompt), delay(150s));
  co_return int(r.index());
}
cobalt::promise<std::string> pair(std::string prompt) {
  auto a = ask(prompt + "a");
  auto b = ask(prompt + "b");
  co_return co_await a + co_await b;
}
cobalt::task<int> pair_ok(std::string prompt) {
  auto r = co_await cobalt::race(pair(prompt), delay(70s));
  co_return int(r.index());
}
