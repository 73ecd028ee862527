#include "pace.hpp"
async::task<std::vector<std::string>> crawl_gently(std::vector<std::string> urls) {
  std::vector<std::string> pages;
  for (const auto &url : urls) {
    pages.push_back(co_await fetch(url));
    co_await breathe();
  }
  co_return pages;
}
async::task<std::vector<std::string>> crawl(std::vector<std::string> urls) {
  std::vector<std::string> pages;
  for (const auto &url : urls) {
    pages.push_back(co_await fetch(url)); // expect: async-await-in-loop
  }
  co_return pages;
}
// A helper that gathers what it starts itself is work.
async::task<std::vector<std::string>> crawl_twice(std::vector<std::string> urls) {
  std::vector<std::string> pages;
  for (const auto &url : urls) {
    pages.push_back(co_await both(url)); // expect: async-await-in-loop
  }
  co_return pages;
}
