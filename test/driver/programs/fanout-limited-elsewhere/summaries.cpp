#include "pages.hpp"

async::task<int> summarize(std::string url) {
  int page = co_await fetch_politely(url);
  co_return page + 1;
}

async::task<int> count(std::string url) {
  int page = co_await fetch(url);
  co_return page + 1;
}
