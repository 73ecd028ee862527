#include "index.hpp"

async::task<int> rebuild(std::string path) {
  co_return co_await async::to_thread([path] { return parse(path); });
}

async::task<int> rebuild_all(std::string first, std::string last) {
  int sum = co_await rebuild(first);
  co_return sum + co_await rebuild(last);
}

async::task<int> rebuild_politely(std::string path) {
  std::stop_token stop = co_await async::stop_token();
  co_return co_await async::to_thread([path, stop] { return parse_until(path, stop); });
}
