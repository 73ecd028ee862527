#include "index.hpp"

async::task<void> start(std::string path) {
  co_await async::wait_for(rebuild(path), 5s);           // expect: async-uncancellable-timeout
  co_await async::wait_for(rebuild_all(path, path), 5s); // expect: async-uncancellable-timeout
  co_await async::wait_for(refresh(path), 5s);           // expect: async-uncancellable-timeout
  co_await async::wait_for(rebuild_politely(path), 5s);
  co_await async::wait_for(refresh_and_pause(path), 5s);
  co_await async::wait_for(lookup(path), 5s);
}

async::task<int> both(std::string path) {
  int count = co_await refresh(path);
  co_return count + co_await rebuild(path);
}
async::task<int> either(std::string path, bool known) {
  if (known)
    co_return co_await lookup(path);
  co_return co_await rebuild(path);
}
async::task<void> again(std::string path) {
  co_await async::wait_for(both(path), 5s); // expect: async-uncancellable-timeout
  co_await async::wait_for(either(path, true), 5s);
}
