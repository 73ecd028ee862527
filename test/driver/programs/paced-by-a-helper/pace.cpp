#include "pace.hpp"
async::task<void> breathe() { co_await async::sleep_for(std::chrono::milliseconds(200)); }
async::task<std::string> both(std::string url) {
  auto [first, second] = co_await async::gather(fetch(url), fetch(url + "?page=2"));
  co_return first + second;
}
