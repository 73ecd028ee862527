#include "store.hpp"
#include <coro/coro.hpp>

coro::task<std::string> recall(Store &store, std::string key) {
  co_return store.get(key); // expect: async-blocking-call
}

// One of the caches of this program does not wait.
coro::task<std::string> recall_cached(Cache &cache, std::string key) { co_return cache.find(key); }
