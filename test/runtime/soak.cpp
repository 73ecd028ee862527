// Random trees of tasks, stopped, timed out, failing and destroyed at random, on the virtual clock. The tests run it
// for a minute in one of their builds and for two seconds in the others; ASYNC_SOAK_SECONDS in the environment says how
// long instead, and ASYNC_SOAK_SEED repeats one tree.
#include "support.hpp"
#include <cstdlib>

#ifndef ASYNC_SOAK_SECONDS
#define ASYNC_SOAK_SECONDS 2
#endif

namespace {

struct shared {
  explicit shared(unsigned seed) : random(seed) {}

  std::mt19937 random;
  async::semaphore few{3};
  async::mutex one;
  async::channel<int> values{4};
  async::event happened;
  int inside = 0;

  int below(int end) { return std::uniform_int_distribution(0, end - 1)(random); }
  std::chrono::microseconds some_time() { return std::chrono::microseconds(below(2000)); }
};

async::task<int> tree(shared &all, int depth);

std::vector<async::task<int>> some_trees(shared &all, int depth) {
  std::vector<async::task<int>> children;
  for (int i = all.below(4); i > 0; --i)
    children.push_back(tree(all, depth - 1));
  return children;
}

async::generator<int> numbers(shared &all, int depth) {
  tracked here;
  for (int i = all.below(5); i > 0; --i)
    co_yield co_await tree(all, depth - 1);
}

async::task<int> leaf(shared &all) {
  tracked here;
  switch (all.below(9)) {
  case 0:
    co_await async::sleep_for(all.some_time());
    break;
  case 1:
    co_await async::yield();
    break;
  case 2: {
    auto permit = co_await all.few.acquire();
    EXPECT_LE(++all.inside, 3);
    struct leave {
      int &inside;
      ~leave() { --inside; }
    } left{all.inside};
    co_await async::sleep_for(all.some_time());
    break;
  }
  case 3: {
    auto locked = co_await all.one.lock();
    co_await async::yield();
    break;
  }
  case 4:
    co_await async::wait_for(all.values.send(1), all.some_time());
    break;
  case 5:
    co_await async::wait_for(all.values.receive(), all.some_time());
    break;
  case 6:
    co_await async::wait_for(all.happened.wait(), all.some_time());
    break;
  case 7:
    all.happened.set();
    all.happened.clear();
    break;
  case 8:
    throw std::runtime_error("a leaf");
  }
  co_return 1;
}

async::task<int> tree(shared &all, int depth) {
  tracked here;
  if (depth == 0)
    co_return co_await leaf(all);
  int sum = 0;
  switch (all.below(8)) {
  case 0:
    for (int value : co_await async::gather(some_trees(all, depth)))
      sum += value;
    break;
  case 1:
    for (auto &outcome : co_await async::gather_settled(some_trees(all, depth)))
      sum += outcome ? outcome.value() : 0;
    break;
  case 2:
    co_await async::gather_bounded(2, some_trees(all, depth));
    break;
  case 3:
    sum = co_await async::wait_for(tree(all, depth - 1), all.some_time());
    break;
  case 4:
    co_await async::with_task_group([&](async::task_group &group) -> async::task<void> {
      std::vector<async::join_handle<int>> handles;
      for (auto &child : some_trees(all, depth))
        handles.push_back(group.spawn(std::move(child)));
      if (!handles.empty() && all.below(2) == 0)
        handles[0].request_stop();
      if (all.below(4) == 0)
        group.request_stop();
      co_await async::sleep_for(all.some_time());
    });
    break;
  case 5: {
    async::background_tasks background; // Destroyed with what is left.
    background.spawn([](async::task<int> work) -> async::task<void> { co_await std::move(work); }(tree(all, depth - 1)),
                     [](std::exception_ptr) {});
    co_await async::sleep_for(all.some_time());
    break;
  }
  case 6: {
    auto values = numbers(all, depth);
    while (auto value = co_await values.next())
      if ((sum += *value) > 2)
        break;
    break;
  }
  case 7:
    sum = co_await async::wait_for(async::shield(tree(all, depth - 1)), all.some_time());
    break;
  }
  co_return sum;
}

TEST(soak, random_trees) {
  const char *seconds = std::getenv("ASYNC_SOAK_SECONDS");
  const char *seed = std::getenv("ASYNC_SOAK_SEED");
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::seconds(seconds ? std::atoi(seconds) : ASYNC_SOAK_SECONDS);
  unsigned round = seed ? std::strtoul(seed, nullptr, 10) : std::random_device()();
  recorder silent; // Errors of losers are a part of it.
  do {
    SCOPED_TRACE("ASYNC_SOAK_SEED=" + std::to_string(round));
    shared all(round++);
    try {
      run_virtual(async::wait_for(tree(all, 5), 1h));
    } catch (const std::exception &) { // The tree's own.
    }
    ASSERT_EQ(tracked::alive, 0);
    ASSERT_EQ(all.inside, 0);
    silent.seen.clear();
  } while (!seed && std::chrono::steady_clock::now() < end);
}

} // namespace
