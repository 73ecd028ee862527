#include "client.hpp"

async::task<std::string> get(std::string url);

async::task<std::string> fetch(std::string url, std::chrono::milliseconds timeout) {
  co_return co_await async::wait_for(get(url), timeout);
}

async::task<std::string> fetch_for(std::string url, int timeout_ms) {
  co_return co_await async::wait_for(get(url), std::chrono::milliseconds(timeout_ms));
}

async::task<std::string> fetch_within(std::string url, const std::chrono::seconds &timeout) {
  auto work = get(url);
  co_return co_await async::wait_for(std::move(work), timeout);
}

async::task<std::string> slowly(std::string url, std::chrono::seconds pause) {
  co_await async::sleep_for(pause);
  co_return co_await get(url);
}

// What is not multiplied and not waited for is unknown.
async::task<std::string> guessed(std::string url, std::chrono::seconds each) {
  co_return co_await fetch(url, each > 10s ? 10s : each);
}
