#include "client.hpp"

async::task<void> direct(std::string url) {
  co_await async::wait_for(fetch(url, 30s), 10s); // expect: async-timeout-ladder
  co_await async::wait_for(fetch(url, 5s), 10s);
  co_await async::wait_for(fetch_for(url, 15000), 10s); // expect: async-timeout-ladder
  co_await async::wait_for(fetch_for(url, 5000), 10s);
  co_await async::wait_for(fetch_for(url), 10s);         // expect: async-timeout-ladder
  co_await async::wait_for(fetch_within(url, 11s), 10s); // expect: async-timeout-ladder
  co_await async::wait_for(fetch_within(url, 10s), 10s);
}

// Nobody here knows how long.
async::task<void> unknown(std::string url, std::chrono::seconds each, int tries) {
  co_await async::wait_for(fetch(url, each), 10s);
  co_await async::wait_for(retried(url, tries, 5s), 10s);
  co_await async::wait_for(retried(url, tries, 15s), 10s); // expect: async-timeout-ladder
  co_await async::wait_for(guessed(url, 30s), 5s);
}

async::task<void> repeated(std::string url) {
  co_await async::wait_for(retried(url, 3, 20s), 50s); // expect: async-timeout-ladder
  co_await async::wait_for(retried(url, 3, 20s), 60s);
  co_await async::wait_for(again(url, 2, 20s, 1s), 62s); // expect: async-timeout-ladder
  co_await async::wait_for(again(url, 2, 20s, 1s), 63s);
  co_await async::wait_for(counted_down(url, 4), 70s); // expect: async-timeout-ladder
  co_await async::wait_for(counted_down(url, 4), 80s);
  co_await async::wait_for(doubled(url, 10s), 39s); // expect: async-timeout-ladder
  co_await async::wait_for(doubled(url, 10s), 40s);
}

// A pause is no deadline.
async::task<void> paused(std::string url) { co_await async::wait_for(slowly(url, 30s), 10s); }

// What a function of this file hands on.
async::task<std::string> twice(std::string url, std::chrono::seconds each) {
  std::string first = co_await fetch(url, each);
  co_return first + co_await fetch(first, each);
}
async::task<void> handed_on(std::string url, options chosen) {
  co_await async::wait_for(twice(url, 6s), 10s); // expect: async-timeout-ladder
  co_await async::wait_for(twice(url, 5s), 10s);
  co_await async::wait_for(fetch(url, chosen.each), 10s);
}
