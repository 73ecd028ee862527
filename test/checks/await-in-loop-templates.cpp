// RUN: %check_async_tidy %s async-await-in-loop %t
// A template is reported once, at the pattern, when an instantiation shows that it is independent.
// LIBRARIES: folly libcoro asio runtime
#include "library.hpp"
#include <map>
struct Tool {
  lib::task<std::string> call(std::string arguments);
};
template <class T> lib::task<T> load(std::string name);
lib::task<std::string> fetch(std::string url);

template <class Range> lib::task<std::vector<std::string>> fetch_all(const Range &urls) {
  std::vector<std::string> out;
  for (const auto &url : urls)
    out.push_back(co_await fetch(url)); // expect: async-await-in-loop
  co_return out;
}

template <class T> lib::task<std::vector<T>> load_all(std::vector<std::string> names) {
  std::vector<T> out;
  for (auto &name : names)
    out.push_back(co_await load<T>(name)); // expect: async-await-in-loop
  co_return out;
}

template <class Source> lib::task<int> sum_of(Source &source, int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i)
    sum += static_cast<int>((co_await source.call(std::to_string(i))).size());
  co_return sum;
}

template <class Source> lib::task<int> never_instantiated(Source &source, std::vector<std::string> names) {
  int sum = 0;
  for (auto &name : names)
    sum += co_await source.count(name);
  co_return sum;
}

template <class Session> class Crawler {
public:
  lib::task<void> crawl(std::vector<std::string> urls) {
    for (auto &url : urls)
      pages_[url] = co_await fetch(url); // expect: async-await-in-loop
  }

private:
  std::map<std::string, std::string> pages_;
};

lib::task<void> use(Tool &tool) {
  co_await fetch_all(std::vector<std::string>{"a"});
  std::vector<const char *> names{"b"};
  co_await fetch_all(names);
  co_await load_all<int>({"a"});
  co_await load_all<std::string>({"a"});
  co_await sum_of(tool, 3);
  Crawler<int> crawler;
  co_await crawler.crawl({"a"});
}
