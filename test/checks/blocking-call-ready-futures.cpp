// RUN: %check_async_tidy %s async-blocking-call %t
// Results that an await has already settled: get, value and return_value then only hand over the value.
#include <async_simple/coro/Collect.h>
#include <boost/cobalt.hpp>
#include <concurrencpp/concurrencpp.h>
#include <coro/coro.hpp>
#include <folly/coro/Collect.h>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>
using concurrencpp::result;
result<int> rate(std::string item);
coro::task<int> weigh(std::string item);
async_simple::coro::Lazy<int> price(std::string item);
folly::coro::Task<int> count(std::string item);
boost::cobalt::promise<int> sell(std::string item);

result<int> rate_both(std::shared_ptr<concurrencpp::executor> executor) {
  auto [first, second] = co_await concurrencpp::when_all(executor, rate("a"), rate("b"));
  auto third = co_await rate("c").resolve();
  co_return first.get() + second.get() + third.get();
}

result<int> rate_one(std::shared_ptr<concurrencpp::executor> executor) {
  auto pending = rate("a");
  int value = rate("b").get(); // expect: async-blocking-call
  co_return value + co_await pending;
}

// A helper that reads what is ready in each of its calls, and one that need not be.
int value_of(result<int>& ready) { return ready.get(); }
result<int> rate_with_helper() {
  auto first = co_await rate("a").resolve();
  co_return value_of(first);
}
int wait_for(result<int>& pending) { return pending.get(); }
result<int> rate_late() {
  auto first = co_await rate("a").resolve();
  auto second = rate("b");
  int sum = wait_for(first); // expect: async-blocking-call
  co_return sum + wait_for(second); // expect: async-blocking-call
}

coro::task<int> weigh_all(std::vector<coro::task<int>> tasks) {
  int sum = 0;
  auto done = co_await coro::when_all(std::move(tasks));
  for (auto& item : done) sum += item.return_value();
  co_return sum;
}

async_simple::coro::Lazy<int> price_all(std::vector<async_simple::coro::Lazy<int>> tasks) {
  int sum = 0;
  for (auto& item : co_await async_simple::coro::collectAll(std::move(tasks))) sum += item.value();
  auto last = co_await price("last").coAwaitTry();
  co_return sum + (last.hasError() ? 0 : last.value());
}

folly::coro::Task<int> count_both() {
  auto [first, second] = co_await folly::coro::collectAllTry(count("a"), count("b"));
  co_return first.hasValue() ? first.value() + second.value() : 0;
}

boost::cobalt::task<int> sell_one() {
  auto sale = sell("lamp");
  if (sale.ready()) co_return sale.get();
  co_return co_await sale;
}
