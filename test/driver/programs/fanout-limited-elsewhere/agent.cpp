#include "pages.hpp"

async::task<int> all(std::vector<std::string> urls) {
  std::vector<async::task<int>> children;
  for (const std::string &url : urls)
    children.push_back(fetch(url));
  auto pages = co_await async::gather(std::move(children)); // expect: async-unbounded-fanout
  co_return static_cast<int>(pages.size());
}

async::task<int> all_politely(std::vector<std::string> urls) {
  std::vector<async::task<int>> children;
  for (const std::string &url : urls)
    children.push_back(fetch_politely(url));
  auto pages = co_await async::gather(std::move(children));
  co_return static_cast<int>(pages.size());
}

async::task<int> all_summaries(std::vector<std::string> urls) {
  std::vector<async::task<int>> children;
  for (const std::string &url : urls)
    children.push_back(summarize(url));
  auto pages = co_await async::gather(std::move(children));
  co_return static_cast<int>(pages.size());
}

async::task<int> all_counts(std::vector<std::string> urls) {
  std::vector<async::task<int>> children;
  for (const std::string &url : urls)
    children.push_back(count(url));
  auto pages = co_await async::gather(std::move(children)); // expect: async-unbounded-fanout
  co_return static_cast<int>(pages.size());
}

async::task<int> all_lookups(std::vector<std::string> urls) {
  std::vector<async::task<int>> children;
  for (const std::string &url : urls)
    children.push_back([](std::string url) -> async::task<int> { co_return co_await lookup(url); }(url));
  auto pages = co_await async::gather(std::move(children)); // expect: async-unbounded-fanout
  co_return static_cast<int>(pages.size());
}

async::task<int> step(std::string url) { co_return co_await summarize(url); }

async::task<void> in_the_background(async::background_tasks &background, std::vector<std::string> urls) {
  auto quiet = [](std::string url) -> async::task<void> { co_await step(url); };
  auto loud = [](std::string url) -> async::task<void> { co_await count(url); };
  for (const std::string &url : urls)
    background.spawn(quiet(url));
  for (const std::string &url : urls)
    background.spawn(loud(url)); // expect: async-unbounded-fanout
  co_await background.drain();
}

// What is limited at the end holds nothing up before.
async::task<void> archive(std::string url) {
  int page = co_await fetch(url);
  co_await append(std::to_string(page));
}
async::task<void> all_archived(std::vector<std::string> urls) {
  std::vector<async::task<void>> children;
  for (const std::string &url : urls)
    children.push_back(archive(url));
  co_await async::gather(std::move(children)); // expect: async-unbounded-fanout
}
async::task<void> archive_politely(std::string url) {
  auto fetching = fetch_politely(url);
  int page = co_await std::move(fetching);
  co_await append(std::to_string(page));
}
async::task<void> all_archived_politely(std::vector<std::string> urls) {
  std::vector<async::task<void>> children;
  for (const std::string &url : urls)
    children.push_back(archive_politely(url));
  co_await async::gather(std::move(children));
}
