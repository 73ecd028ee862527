// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Whether a cancelling local gets to run depends on the suspensions of its own coroutine, after it, in its scope.
#include <boost/cobalt.hpp>
#include <kj/async.h>
#include <memory>
#include <string>
#include <utility>

namespace cobalt = boost::cobalt;
kj::Promise<void> heartbeat();
kj::Promise<std::string> receive();
cobalt::promise<void> keep_alive(std::string id);
cobalt::promise<int> count(std::string text);

kj::Promise<void> inAnotherCoroutine(kj::TaskSet &tasks) {
  co_await receive();
  auto beat = heartbeat(); // expect: async-dropped-awaitable
  auto reader = []() -> kj::Promise<void> { co_await receive(); };
  tasks.add(reader());
}

kj::Promise<void> onlyNamed(kj::TaskSet &tasks) {
  co_await receive();
  auto beat = heartbeat(); // expect: async-dropped-awaitable
  auto size = sizeof(receive());
  tasks.add(receive().then([](std::string) {}));
}

kj::Promise<void> inALoop(int n) {
  auto beat = heartbeat();
  while (n-- > 0)
    co_await receive();
}

kj::Promise<void> inACondition() {
  auto beat = heartbeat();
  if ((co_await receive()).empty())
    co_return;
}

kj::Promise<std::string> inTheSameDeclaration() {
  auto beat = heartbeat();
  auto text = co_await receive() + co_await receive();
  co_return text;
}

cobalt::task<int> inTheReturn(std::string id) {
  auto alive = keep_alive(id);
  co_return co_await count(id) + 1;
}

cobalt::task<int> inAnInnerScope(std::string id) {
  auto alive = keep_alive(id);
  {
    int n = co_await count(id);
    if (n > 3)
      co_return n;
  }
  auto late = keep_alive(id + "/late"); // expect: async-dropped-awaitable
  co_return 0;
}

auto closure() {
  return [](std::string id) -> cobalt::task<int> {
    auto alive = keep_alive(id);
    int n = co_await count(id);
    auto late = keep_alive(id); // expect: async-dropped-awaitable
    co_return n;
  };
}
