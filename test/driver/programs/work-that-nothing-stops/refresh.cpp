#include "index.hpp"

async::task<int> refresh(std::string path) { co_return co_await rebuild(path); }

// The pause is where it stops.
async::task<int> refresh_and_pause(std::string path) {
  int count = co_await rebuild(path);
  co_await async::sleep_for(1s);
  co_return count;
}
