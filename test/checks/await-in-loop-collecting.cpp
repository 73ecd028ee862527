// RUN: %check_async_tidy %s async-await-in-loop %t
// Results may be collected in any container, by value, by index, by key, or folded.
// LIBRARIES: folly libcoro cppcoro async_simple concurrencpp cobalt asio seastar kj qcoro runtime
#include "library.hpp"
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

struct Page {
  std::string text;
  int words = 0;
};
lib::task<Page> fetch(std::string url);
lib::task<int> count(std::string url);
lib::task<void> warm(std::string url);

lib::task<std::vector<Page>> by_push_back(const std::vector<std::string> &urls) {
  std::vector<Page> pages;
  for (const auto &url : urls)
    pages.push_back(co_await fetch(url)); // expect: async-await-in-loop
  co_return pages;
}

lib::task<std::vector<Page>> by_emplace_back(std::vector<std::string> urls) {
  std::vector<Page> pages;
  pages.reserve(urls.size());
  for (auto &url : urls) {
    auto page = co_await fetch(url); // expect: async-await-in-loop
    pages.emplace_back(std::move(page));
  }
  co_return pages;
}

lib::task<std::set<int>> by_insert(const std::set<std::string> &urls) {
  std::set<int> counts;
  for (const std::string &url : urls)
    counts.insert(co_await count(url)); // expect: async-await-in-loop
  co_return counts;
}

lib::task<std::vector<Page>> by_index(const std::vector<std::string> &urls) {
  std::vector<Page> pages(urls.size());
  for (std::size_t i = 0; i < urls.size(); ++i)
    pages[i] = co_await fetch(urls[i]); // expect: async-await-in-loop
  co_return pages;
}

lib::task<std::map<std::string, Page>> by_key(const std::vector<std::string> &urls) {
  std::map<std::string, Page> pages;
  for (const auto &url : urls)
    pages[url] = co_await fetch(url); // expect: async-await-in-loop
  co_return pages;
}

lib::task<std::unordered_map<std::string, Page>> by_emplace(const std::vector<std::string> &urls) {
  std::unordered_map<std::string, Page> pages;
  for (const auto &url : urls)
    pages.emplace(url, co_await fetch(url)); // expect: async-await-in-loop
  co_return pages;
}

lib::task<int> folded(const std::vector<std::string> &urls) {
  int sum = 0;
  for (const auto &url : urls)
    sum += co_await count(url); // expect: async-await-in-loop
  co_return sum;
}

lib::task<int> folded_later(const std::vector<std::string> &urls) {
  int sum = 0, longest = 0;
  for (const auto &url : urls) {
    const int words = co_await count(url); // expect: async-await-in-loop
    sum += words;
    longest = words > longest ? words : longest;
  }
  co_return sum / (longest + 1);
}

lib::task<void> ignored(const std::vector<std::string> &urls) {
  for (const auto &url : urls)
    co_await warm(url); // expect: async-await-in-loop
}

struct Job {
  std::string url;
  Page result;
};

lib::task<void> into_the_element(std::vector<Job> &jobs) {
  for (auto &job : jobs)
    job.result = co_await fetch(job.url); // expect: async-await-in-loop
}

lib::task<void> into_the_element_by_index(std::vector<Job> &jobs) {
  for (std::size_t i = 0; i != jobs.size(); i++)
    jobs[i].result = co_await fetch(jobs[i].url); // expect: async-await-in-loop
}
