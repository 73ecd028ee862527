#include "store.hpp"

// Two files away both wait for a server.
net::awaitable<std::string> prompt(int user) {
  std::string about = co_await profile(user);
  std::string before = co_await history(user); // expect: async-sequential-await
  co_return about + before;
}

// One of them waits for nothing.
net::awaitable<std::string> shown(int user) {
  std::string about = co_await profile(user);
  std::string name = co_await cached(user);
  co_return about + name;
}

// The second needs the first.
net::awaitable<std::string> again(int user) {
  std::string about = co_await profile(user);
  std::string before = co_await fresh(user, about.empty());
  co_return about + before;
}

net::awaitable<std::string> three(int user) {
  std::string name = co_await cached(user);
  std::string about = co_await profile(user);
  std::string before = co_await fresh(user, true); // expect: async-sequential-await
  co_return about + before + name;
}
