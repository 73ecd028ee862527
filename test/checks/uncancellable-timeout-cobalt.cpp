// RUN: %check_async_tidy %s async-uncancellable-timeout %t
#include <boost/cobalt.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <string>
namespace cobalt = boost::cobalt;
namespace asio = boost::asio;
using namespace std::chrono_literals;
std::string query(std::string sql);
cobalt::promise<std::string> complete(std::string prompt);
cobalt::task<void> delay(std::chrono::milliseconds d) {
  asio::steady_timer timer(co_await cobalt::this_coro::executor, d);
  co_await timer.async_wait(cobalt::use_op);
}
cobalt::task<std::string> run_query(std::string sql) { co_return query(std::move(sql)); }
cobalt::promise<std::string> offloaded(asio::thread_pool &pool, std::string sql) {
  co_return co_await cobalt::spawn(pool.get_executor(), run_query(std::move(sql)), cobalt::use_op);
}
cobalt::task<int> ask(std::string prompt) {
  auto r = co_await cobalt::race(complete(prompt), delay(60s));
  co_return int(r.index());
}
cobalt::task<int> rows(asio::thread_pool &pool, std::string sql) {
  auto r = co_await cobalt::race(offloaded(pool, sql), delay(2s)); // expect: async-uncancellable-timeout
  co_return int(r.index());
}
