#include "deadline.hpp"
#include <cstdio>
net::awaitable<std::string> traced(net::awaitable<std::string> work) {
  std::string text = co_await std::move(work);
  std::puts(text.c_str());
  co_return text;
}
