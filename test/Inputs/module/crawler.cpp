#include <chrono>
#include <coro/coro.hpp>
#include <thread>

coro::task<int> fetch_page(int id);

void back_off() { std::this_thread::sleep_for(std::chrono::seconds(1)); }

coro::task<void> crawl() {
  fetch_page(1);
  back_off();
  co_await fetch_page(2);
}
