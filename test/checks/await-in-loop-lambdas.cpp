// RUN: %check_async_tidy %s async-await-in-loop %t
// Coroutine lambdas, captures, and lambdas in the operand.
// LIBRARIES: folly libcoro cppcoro runtime
#include "library.hpp"
#include <functional>
#include <map>
struct Page {
  std::string text;
};
lib::task<Page> fetch(std::string url);
lib::task<Page> with_retry(std::function<lib::task<Page>()> make);

lib::task<void> in_a_lambda(std::vector<std::string> urls) {
  auto all = [](std::vector<std::string> list) -> lib::task<int> {
    int n = 0;
    for (auto &url : list)
      n += static_cast<int>((co_await fetch(url)).text.size()); // expect: async-await-in-loop
    co_return n;
  };
  co_await all(urls);
}

lib::task<void> calling_a_lambda(std::vector<std::string> urls) {
  std::string prefix = "https://";
  auto load = [&](std::string url) -> lib::task<Page> { co_return co_await fetch(prefix + url); };
  std::vector<Page> out;
  for (auto &url : urls)
    out.push_back(co_await load(url)); // expect: async-await-in-loop
}

lib::task<void> a_lambda_that_changes_something(std::vector<std::string> urls) {
  std::string last;
  auto load = [&](std::string url) -> lib::task<Page> {
    auto page = co_await fetch(last + url);
    last = page.text;
    co_return page;
  };
  for (auto &url : urls)
    co_await load(url);
}

lib::task<void> a_lambda_in_the_operand(std::vector<std::string> urls) {
  for (auto &url : urls)
    co_await with_retry([&url] { return fetch(url); }); // expect: async-await-in-loop
}

lib::task<void> a_lambda_that_counts(std::vector<std::string> urls) {
  std::string token;
  for (auto &url : urls)
    co_await with_retry([&]() -> lib::task<Page> {
      token += "x";
      return fetch(url + token);
    });
}

// What a stored callable does is not known.
lib::task<void> steps(std::vector<std::function<lib::task<void>()>> list) {
  for (auto &step : list)
    co_await step();
}

lib::task<void> a_handler(const std::function<lib::task<void>(std::string)> &handler, std::vector<std::string> urls) {
  for (auto &url : urls)
    co_await handler(url);
}

lib::task<void> a_pointer(lib::task<void> (*handler)(std::string), std::vector<std::string> urls) {
  for (auto &url : urls)
    co_await handler(url);
}
