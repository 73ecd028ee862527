#include "start.hpp"
#include <vector>
class Agent {
public:
  net::awaitable<void> turn() {
    auto on = co_await net::this_coro::executor;
    start(on, careless("a")); // expect: async-unreferenced-task
    jobs_.push_back(start(on, careless("b")));
    start_and_log(on, careless("c"));
    net::co_spawn(on, careful("d"), net::detached);
    net::co_spawn(on, careless("e"), net::detached); // expect: async-unreferenced-task
  }

private:
  std::vector<std::future<void>> jobs_;
};
