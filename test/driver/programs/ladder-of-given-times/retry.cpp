#include "client.hpp"

async::task<std::string> retried(std::string url, int tries, std::chrono::seconds each) {
  for (int attempt = 0; attempt < tries; ++attempt) {
    try {
      co_return co_await fetch(url, each);
    } catch (const async::timeout_error &) {
    }
  }
  co_return std::string();
}

async::task<std::string> again(std::string url, unsigned retries, std::chrono::seconds each,
                               std::chrono::seconds pause) {
  for (unsigned attempt = 0; attempt <= retries; attempt++) {
    std::string page = co_await fetch(url, each);
    if (!page.empty())
      co_return page;
    co_await async::sleep_for(pause);
  }
  co_return std::string();
}

async::task<std::string> counted_down(std::string url, int tries) {
  std::string page;
  for (int left = tries; left > 0 && page.empty(); --left)
    page = co_await fetch(url, 20s);
  co_return page;
}

async::task<std::string> doubled(std::string url, std::chrono::seconds each) {
  std::string page = co_await fetch(url, each * 2);
  co_return page + co_await retried(page, 2, each);
}
