// RUN: %check_async_tidy %s async-uncancellable-timeout %t
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <stop_token>
#include <string>
namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
std::string query(std::string sql);
asio::awaitable<std::string> fetch(std::string url);

template <class F> asio::awaitable<std::invoke_result_t<F>> run_blocking(asio::thread_pool &pool, F work) {
  co_return co_await asio::co_spawn(
      pool, [work = std::move(work)]() mutable -> asio::awaitable<std::invoke_result_t<F>> { co_return work(); },
      asio::use_awaitable);
}
asio::awaitable<std::string> lookup(asio::thread_pool &pool, std::string sql) {
  asio::steady_timer limit(co_await asio::this_coro::executor, 3s);
  auto r = co_await (run_blocking(pool, [sql] { return query(sql); }) || limit.async_wait(asio::use_awaitable)); // expect: async-uncancellable-timeout
  co_return r.index() == 0 ? std::get<0>(r) : "";
}
asio::awaitable<std::string> lookup_direct(asio::thread_pool &pool, std::string sql) {
  asio::steady_timer limit(co_await asio::this_coro::executor, 3s);
  auto r = co_await (asio::co_spawn(pool, [sql]() -> asio::awaitable<std::string> { co_return query(sql); }, asio::use_awaitable) || limit.async_wait(asio::use_awaitable)); // expect: async-uncancellable-timeout
  co_return r.index() == 0 ? std::get<0>(r) : "";
}
asio::awaitable<std::string> page(std::string url) {
  asio::steady_timer limit(co_await asio::this_coro::executor, 3s);
  auto r = co_await (fetch(url) || limit.async_wait(asio::use_awaitable));
  co_return r.index() == 0 ? std::get<0>(r) : "";
}
static std::string scan(std::string text, std::stop_token stop) {
  std::string out;
  for (char c : text) {
    if (stop.stop_requested()) return {};
    out += c;
  }
  return out;
}
asio::awaitable<std::string> scan_in_time(asio::thread_pool &pool, std::string text) {
  std::stop_source stop;
  asio::steady_timer limit(co_await asio::this_coro::executor, 3s);
  auto r = co_await (run_blocking(pool, [text, token = stop.get_token()] { return scan(text, token); }) || limit.async_wait(asio::use_awaitable));
  if (r.index() == 1) stop.request_stop();
  co_return r.index() == 0 ? std::get<0>(r) : "";
}
template <class T>
asio::awaitable<std::optional<T>> with_deadline(asio::awaitable<T> work, std::chrono::milliseconds limit) {
  asio::steady_timer timer(co_await asio::this_coro::executor, limit);
  auto r = co_await (std::move(work) || timer.async_wait(asio::use_awaitable));
  if (r.index() == 1) co_return std::nullopt;
  co_return std::get<0>(std::move(r));
}
asio::awaitable<std::string> helper(asio::thread_pool &pool, std::string sql) {
  auto rows = co_await with_deadline(run_blocking(pool, [sql] { return query(sql); }), 500ms); // expect: async-uncancellable-timeout
  co_return rows.value_or("");
}
asio::awaitable<std::string> helper_ok(std::string url) {
  auto rows = co_await with_deadline(fetch(url), 500ms);
  co_return rows.value_or("");
}
