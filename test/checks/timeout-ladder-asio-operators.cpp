// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <chrono>
#include <optional>
#include <string>
namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
asio::awaitable<std::string> fetch(std::string url);

asio::awaitable<std::optional<std::string>> fetch_in_time(std::string url) {
  asio::steady_timer limit(co_await asio::this_coro::executor);
  limit.expires_after(30s);
  auto result = co_await (fetch(std::move(url)) || limit.async_wait(asio::use_awaitable));
  if (result.index() == 1) co_return std::nullopt;
  co_return std::get<0>(std::move(result));
}
asio::awaitable<int> page_and_robots(std::string url) {
  auto robots = co_await fetch_in_time(url + "/robots.txt");
  auto page = co_await fetch_in_time(url);
  co_return int(robots.has_value()) + int(page.has_value());
}
asio::awaitable<int> crawl(std::string url) {
  asio::steady_timer budget(co_await asio::this_coro::executor, 45s);
  auto done = co_await (page_and_robots(url) || budget.async_wait(asio::use_awaitable)); // expect: async-timeout-ladder
  co_return done.index() == 0 ? std::get<0>(done) : 0;
}
asio::awaitable<int> crawl_slowly(std::string url) {
  asio::steady_timer budget(co_await asio::this_coro::executor, 60s);
  auto done = co_await (page_and_robots(url) || budget.async_wait(asio::use_awaitable));
  co_return done.index() == 0 ? std::get<0>(done) : 0;
}
asio::awaitable<int> crawl_both(std::string a, std::string b) {
  asio::steady_timer budget(co_await asio::this_coro::executor, 45s);
  auto done = co_await ((fetch_in_time(a) && fetch_in_time(b)) || budget.async_wait(asio::use_awaitable));
  co_return int(done.index());
}
template <class T>
asio::awaitable<std::optional<T>> with_deadline(asio::awaitable<T> work, std::chrono::steady_clock::duration limit) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(limit);
  auto result = co_await (std::move(work) || timer.async_wait(asio::use_awaitable));
  if (result.index() == 1) co_return std::nullopt;
  co_return std::get<0>(std::move(result));
}
asio::awaitable<std::string> ask_model(std::string prompt) {
  auto answer = co_await with_deadline(fetch(std::move(prompt)), 90s);
  co_return answer.value_or("");
}
asio::awaitable<std::string> chat(std::string prompt) {
  auto answer = co_await with_deadline(ask_model(std::move(prompt)), 60s); // expect: async-timeout-ladder
  co_return answer.value_or("");
}
asio::awaitable<std::string> patient_chat(std::string prompt) {
  auto answer = co_await with_deadline(ask_model(std::move(prompt)), 2min);
  co_return answer.value_or("");
}
asio::awaitable<std::string> configured_chat(std::string prompt, std::chrono::seconds limit) {
  auto answer = co_await with_deadline(ask_model(std::move(prompt)), limit);
  co_return answer.value_or("");
}
