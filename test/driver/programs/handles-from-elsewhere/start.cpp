#include "start.hpp"
#include <cstdio>
std::future<void> start(net::any_io_executor on, net::awaitable<void> work) {
  return net::co_spawn(on, std::move(work), net::use_future);
}
void start_and_log(net::any_io_executor on, net::awaitable<void> work) {
  net::co_spawn(on, std::move(work), [](std::exception_ptr error) {
    if (error) std::fputs("background work failed\n", stderr);
  });
}
