// RUN: %check_async_tidy %s async-blocking-call %t
// Calls that block, straight and through helpers, in the coroutines of every library.
// LIBRARIES: folly libcoro cppcoro async_simple concurrencpp cobalt asio seastar kj qcoro runtime
#include "library.hpp"
#include <cstdlib>
#include <fstream>
#include <future>
#include <thread>

void back_off(int attempt) { std::this_thread::sleep_for(std::chrono::milliseconds(100 << attempt)); }

struct Client {
  int retry(int attempt) {
    back_off(attempt);
    return attempt + 1;
  }
};

lib::task<int> blocks(Client &client, std::string path) {
  std::this_thread::sleep_for(std::chrono::seconds(1)); // expect: async-blocking-call
  back_off(1);                                          // expect: async-blocking-call
  int attempt = client.retry(1);                        // expect: async-blocking-call
  std::ifstream file(path);                             // expect: async-blocking-call
  std::system("sync");                                  // expect: async-blocking-call
  co_return attempt;
}

lib::task<void> waits(std::future<int> &result) {
  int value = result.get(); // expect: async-blocking-call
  (void)value;
  co_return;
}

lib::task<void> in_a_lambda() {
  auto nested = []() -> lib::task<void> {
    back_off(1); // expect: async-blocking-call
    co_return;
  };
  co_await nested();
}

// Silent from here on.
void not_a_coroutine(Client &client) {
  back_off(1);
  client.retry(2);
}

lib::task<void> elsewhere(std::vector<std::thread> &threads) {
  threads.emplace_back([] { back_off(1); });
  auto named_only = [] { back_off(2); };
  (void)named_only;
  co_return;
}

lib::task<int> ready(std::future<int> &result) {
  if (result.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
    co_return result.get();
  co_return 0;
}
