// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A gather that hands back the futures themselves: the failed ones are lost with them.
#include <concurrencpp/concurrencpp.h>
#include <seastar/core/coroutine.hh>
#include <seastar/core/when_all.hh>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

seastar::future<std::string> fetch_page(std::string url);
seastar::future<> store_page(std::string url);
void log_failure(std::exception_ptr);

seastar::future<> mirror(std::string a, std::string b) {
  co_await seastar::when_all(store_page(a), store_page(b)); // expect: async-dropped-awaitable
  co_await seastar::when_all_succeed(fetch_page(a), fetch_page(b));
}

seastar::future<> mirror_all(std::vector<std::string> urls) {
  std::vector<seastar::future<>> stores;
  for (auto &u : urls)
    stores.push_back(store_page(u));
  co_await seastar::when_all(stores.begin(), stores.end()); // expect: async-dropped-awaitable
  std::vector<seastar::future<>> again;
  for (auto &u : urls)
    again.push_back(store_page(u));
  co_await seastar::when_all_succeed(again.begin(), again.end());
}

seastar::future<> mirror_checked(std::string a, std::string b) {
  auto results = co_await seastar::when_all(store_page(a), store_page(b));
  auto &first = std::get<0>(results);
  if (first.failed())
    log_failure(first.get_exception());
  std::get<1>(results).get();
}

seastar::future<std::string> first_of(std::string a, std::string b) {
  auto [left, right] = co_await seastar::when_all(fetch_page(a), fetch_page(b));
  right.ignore_ready_future();
  co_return left.get();
}

concurrencpp::result<int> score(std::string text);
concurrencpp::result<int> score_both(std::shared_ptr<concurrencpp::executor> ex, std::string text) {
  auto first = score(text);
  auto second = score(text + "!");
  auto [a, b] = co_await concurrencpp::when_all(ex, std::move(first), std::move(second));
  co_return co_await a + co_await b;
}
concurrencpp::result<void> score_lost(std::shared_ptr<concurrencpp::executor> ex, std::vector<concurrencpp::result<int>> scores) {
  co_await concurrencpp::when_all(ex, scores.begin(), scores.end()); // expect: async-dropped-awaitable
}
