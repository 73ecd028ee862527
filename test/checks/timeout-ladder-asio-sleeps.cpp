// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/deferred.hpp>
#include <chrono>
#include <string>
namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
asio::awaitable<std::string> complete(std::string prompt);
asio::awaitable<void> sleep_for(std::chrono::milliseconds d) {
  asio::steady_timer t(co_await asio::this_coro::executor);
  t.expires_after(d);
  co_await t.async_wait(asio::use_awaitable);
}
asio::awaitable<std::string> one(std::string p) {
  auto r = co_await (complete(std::move(p)) || sleep_for(20s));
  co_return r.index() == 0 ? std::get<0>(r) : "";
}
asio::awaitable<std::string> thrice(std::string p) {
  std::string text;
  int attempt = 0;
  while (text.empty() && attempt < 3) {
    text = co_await one(p);
    ++attempt;
    if (text.empty()) co_await sleep_for(std::chrono::seconds(attempt));
  }
  co_return text;
}
asio::awaitable<bool> bad(std::string p) {
  auto r = co_await (thrice(p) || sleep_for(65s)); // expect: async-timeout-ladder
  co_return r.index() == 0;
}
asio::awaitable<bool> fine(std::string p) {
  auto r = co_await (thrice(p) || sleep_for(66s));
  co_return r.index() == 0;
}
asio::awaitable<bool> reset_timer(std::string p) {
  asio::steady_timer t(co_await asio::this_coro::executor);
  t.expires_after(5s);
  auto a = co_await (complete(p) || t.async_wait(asio::use_awaitable));
  t.expires_after(1min + 10s);
  auto b = co_await (thrice(p) || t.async_wait(asio::use_awaitable));
  co_return a.index() == 0 && b.index() == 0;
}
asio::awaitable<bool> unknown_limit(std::string p, std::chrono::seconds limit) {
  auto r = co_await (thrice(p) || sleep_for(limit));
  co_return r.index() == 0;
}
