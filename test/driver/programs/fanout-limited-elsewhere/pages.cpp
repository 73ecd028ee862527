#include "pages.hpp"

async::task<int> get(std::string url);

static async::semaphore connections(8);

async::task<int> fetch(std::string url) { co_return co_await get(url); }

async::task<int> fetch_politely(std::string url) {
  auto permit = co_await connections.acquire();
  co_return co_await get(url);
}

static async::semaphore writer(1);

async::task<void> append(std::string line) {
  auto lock = co_await writer.acquire();
  co_await get(line);
}
