#include "start.hpp"
#include <cstdio>
static net::awaitable<void> upload(std::string name);
net::awaitable<void> careful(std::string name) {
  try {
    co_await upload(name);
  } catch (const std::exception &e) {
    std::fprintf(stderr, "%s: %s\n", name.c_str(), e.what());
  }
}
net::awaitable<void> careless(std::string name) { co_await upload(name + "!"); }
static net::awaitable<void> upload(std::string name) {
  if (name.empty()) throw std::runtime_error("no name");
  co_return;
}
