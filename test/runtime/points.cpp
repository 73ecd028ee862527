// Stops, and destroys, every primitive at every point at which it is suspended, and lets each child of what runs
// several fail at each point.
#include "support.hpp"
#include <numeric>

namespace {

/// Everything a scenario works with; lives longer than its tasks.
struct world {
  async::semaphore permits{1};
  async::mutex lock;
  async::event happened;
  async::channel<std::string> values{1};
  async::background_tasks background;
};

using scenario = async::task<void> (*)(world &);

std::vector<int> first(int count) {
  std::vector<int> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

async::task<void> sleeping(world &) {
  tracked here;
  co_await async::sleep_for(2ms);
  co_await async::sleep_until(async::now() + 2ms);
}
async::task<void> yielding(world &) {
  tracked here;
  co_await async::yield();
  co_await async::yield();
}
async::task<void> gathering_a_tuple(world &) {
  tracked here;
  auto [a, b, c] = co_await async::gather(value_after(1ms, 1), pause_for(2ms), value_after(3ms, std::string("c")));
  EXPECT_EQ(a, 1);
  EXPECT_EQ(c, "c");
  (void)b;
}
async::task<void> gathering_a_vector(world &) {
  std::vector<async::task<int>> children;
  for (int i = 0; i < 4; ++i)
    children.push_back(value_after(i * 1ms, i));
  EXPECT_EQ(co_await async::gather(std::move(children)), first(4));
}
async::task<void> gathering_settled(world &) {
  auto [a, b] = co_await async::gather_settled(value_after(2ms, 1), fail_after(1ms, "b"));
  EXPECT_EQ(a.value(), 1);
  EXPECT_FALSE(b);
  EXPECT_FALSE(b.cancelled());
}
async::task<void> gathering_bounded(world &) {
  std::vector<async::task<int>> children;
  for (int i = 0; i < 5; ++i)
    children.push_back(value_after(1ms, i));
  EXPECT_EQ(co_await async::gather_bounded(2, std::move(children)), first(5));
}
async::task<void> with_deadlines(world &) {
  tracked here;
  EXPECT_EQ(co_await async::wait_for(async::wait_until(value_after(2ms, 7), async::now() + 1h), 2h), 7);
  EXPECT_EQ(co_await error_of(async::wait_for(pause_for(1h), 2ms)), async::timeout_error().what());
}
async::task<void> in_a_group(world &) {
  tracked here;
  int sum = 0;
  auto add = [&sum](int value) -> async::task<void> { sum += co_await value_after(value * 1ms, value); };
  co_await async::with_task_group([&](async::task_group &group) -> async::task<void> {
    tracked body;
    group.spawn(add(1));
    auto second = group.spawn(add(2));
    co_await second;
    group.spawn(add(3));
  });
  EXPECT_EQ(sum, 6);
}
async::task<void> joining(world &) {
  tracked here;
  auto handle = async::create_task(value_after(2ms, 5));
  EXPECT_EQ(co_await handle, 5);
  EXPECT_TRUE(handle.done());
}
async::task<void> draining(world &all) {
  all.background.spawn(pause_for(2ms));
  all.background.spawn(pause_for(1ms));
  co_await all.background.drain();
  EXPECT_EQ(all.background.size(), 0U);
}
async::task<void> on_a_thread(world &) {
  tracked here;
  EXPECT_EQ(
      co_await async::to_thread([](int a, std::unique_ptr<int> b) { return a + *b; }, 40, std::make_unique<int>(2)),
      42);
  co_await async::to_thread(async::abandon_on_cancel, [](std::stop_token) {});
}
async::task<void> shielding(world &) {
  tracked here;
  EXPECT_EQ(co_await async::shield(value_after(2ms, 3)), 3);
  co_await async::yield();
}
async::task<void> one_at_a_time(world &all) {
  auto enter = [](world &all) -> async::task<void> {
    tracked here;
    auto permit = co_await all.permits.acquire();
    auto locked = co_await all.lock.lock();
    co_await async::sleep_for(1ms);
  };
  co_await async::gather(enter(all), enter(all), enter(all));
}
async::task<void> waiting_for_an_event(world &all) {
  auto wait = [](world &all) -> async::task<void> {
    tracked here;
    co_await all.happened.wait();
  };
  auto set = [](world &all) -> async::task<void> {
    co_await async::sleep_for(2ms);
    all.happened.set();
  };
  co_await async::gather(wait(all), wait(all), set(all));
}
async::task<void> through_a_channel(world &all) {
  auto send = [](world &all) -> async::task<void> {
    tracked here;
    for (int i = 0; i < 4; ++i)
      co_await all.values.send("a string that is too long for the small buffer " + std::to_string(i));
  };
  auto receive = [](world &all) -> async::task<void> {
    tracked here;
    for (int i = 0; i < 4; ++i) {
      auto value = co_await all.values.receive();
      EXPECT_TRUE(value);
      if (i == 2)
        co_await async::sleep_for(1ms);
    }
  };
  co_await async::gather(send(all), receive(all));
}
async::generator<std::string> counting(int end) {
  tracked here;
  for (int i = 0; i < end; ++i) {
    co_await async::sleep_for(1ms);
    co_yield std::to_string(i);
  }
}
async::task<void> generating(world &) {
  tracked here;
  std::string all;
  auto values = counting(3);
  while (auto value = co_await values.next())
    all += *value;
  EXPECT_EQ(all, "012");
}
async::task<void> in_asio(world &) {
  tracked here;
  boost::asio::steady_timer timer(async::this_loop(), 0ns);
  co_await timer.async_wait(async::use_task);
  using boost::asio::ip::tcp;
  tcp::acceptor acceptor(async::this_loop(), {boost::asio::ip::address_v4::loopback(), 0});
  auto answer = [](tcp::acceptor &acceptor) -> async::task<void> {
    tcp::socket peer = co_await acceptor.async_accept(async::use_task);
    std::array<char, 4> text{};
    co_await boost::asio::async_read(peer, boost::asio::buffer(text), async::use_task);
    co_await boost::asio::async_write(peer, boost::asio::buffer(text), async::use_task);
  };
  auto ask = [](tcp::acceptor &acceptor) -> async::task<std::string> {
    tcp::socket peer(async::this_loop());
    co_await peer.async_connect(acceptor.local_endpoint(), async::use_task);
    co_await boost::asio::async_write(peer, boost::asio::buffer("ping", 4), async::use_task);
    std::string text(4, ' ');
    co_await boost::asio::async_read(peer, boost::asio::buffer(text), async::use_task);
    co_return text;
  };
  auto [nothing, text] = co_await async::gather(answer(acceptor), ask(acceptor));
  EXPECT_EQ(text, "ping");
  (void)nothing;
}

struct named_scenario {
  const char *name;
  scenario make;
  /// Whether every point is reached by a number of turns; with threads and sockets the time is the machine's.
  bool deterministic = true;
};
constexpr named_scenario scenarios[] = {
    {"sleep", sleeping},
    {"yield", yielding},
    {"gather_tuple", gathering_a_tuple},
    {"gather_vector", gathering_a_vector},
    {"gather_settled", gathering_settled},
    {"gather_bounded", gathering_bounded},
    {"wait_for", with_deadlines},
    {"task_group", in_a_group},
    {"join", joining},
    {"drain", draining},
    {"to_thread", on_a_thread, false},
    {"shield", shielding},
    {"semaphore_and_mutex", one_at_a_time},
    {"event", waiting_for_an_event},
    {"channel", through_a_channel},
    {"generator", generating},
    {"use_task", in_asio, false},
};

/// The \p n-th point of time: a few turns of the loop at each millisecond.
async::task<void> reach(int n) {
  if (n / 6 > 0)
    co_await async::sleep_for(n / 6 * 1ms);
  for (int i = 0; i < n % 6; ++i)
    co_await async::yield();
}

/// After a stop or a destruction everything works as before.
async::task<void> still_usable(world &all) {
  co_await all.background.drain();
  all.happened.set();
  co_await all.happened.wait();
  auto permit = co_await async::wait_for(all.permits.acquire(), 1h);
  auto locked = co_await async::wait_for(all.lock.lock(), 1h);
  while (all.values.size() > 0)
    co_await all.values.receive();
  co_await all.values.send("last");
  EXPECT_EQ(co_await async::wait_for(all.values.receive(), 1h), "last");
}

class every_point : public testing::TestWithParam<named_scenario> {};

TEST_P(every_point, undisturbed) {
  world all;
  run_virtual(GetParam().make(all), true);
  EXPECT_EQ(tracked::alive, 0);
}

TEST_P(every_point, stopped) {
  bool finished = false;
  int stopped = 0;
  for (int n = 0; n < 60 && !finished; ++n) {
    world all;
    run_virtual([](world &all, scenario make, int n, bool &finished, int &stopped) -> async::task<void> {
      auto handle = async::create_task(make(all));
      co_await reach(n);
      finished = handle.done();
      handle.request_stop();
      try {
        co_await handle;
      } catch (const async::cancelled_error &) {
        ++stopped;
      }
      EXPECT_TRUE(handle.done());
      co_await still_usable(all);
    }(all, GetParam().make, n, finished, stopped));
    EXPECT_EQ(tracked::alive, 0) << "stopped at " << n;
  }
  EXPECT_TRUE(finished);
  EXPECT_GT(stopped, 0);
}

TEST_P(every_point, destroyed) {
  bool finished = false;
  for (int n = 0; n < 60 && !finished; ++n) {
    world all;
    run_virtual([](world &all, scenario make, int n, bool &finished) -> async::task<void> {
      {
        async::background_tasks owner;
        owner.spawn(make(all));
        co_await reach(n);
        finished = owner.size() == 0;
      }
      co_await still_usable(all);
    }(all, GetParam().make, n, finished));
    EXPECT_EQ(tracked::alive, 0) << "destroyed at " << n;
  }
  EXPECT_TRUE(finished);
}

// The whole run is left in the middle: what it started goes with it.
TEST_P(every_point, run_ends) {
  for (int n = 0; n < 12; ++n) {
    world all;
    run_virtual([](world &all, scenario make, int n) -> async::task<void> {
      (void)async::create_task(make(all));
      all.background.spawn(pause_for(1h));
      co_await reach(n);
    }(all, GetParam().make, n));
    EXPECT_EQ(tracked::alive, 0) << "ended at " << n;
  }
}

INSTANTIATE_TEST_SUITE_P(runtime, every_point, testing::ValuesIn(scenarios),
                         [](const auto &info) { return std::string(info.param.name); });

/// Work of \p index, of which one fails: before its first suspension, after it, or while it is being stopped.
async::task<int> may_fail(int index, int failing, int when) {
  tracked here;
  const bool fails = index == failing;
  if (fails && when == 0)
    throw std::runtime_error("child " + std::to_string(index));
  co_await async::sleep_for(1ms);
  if (fails && when == 1)
    throw std::runtime_error("child " + std::to_string(index));
  co_await async::sleep_for(index * 1ms);
  if (fails)
    throw std::runtime_error("child " + std::to_string(index));
  co_return index;
}

constexpr int family = 4;
std::vector<async::task<int>> children(int failing, int when) {
  std::vector<async::task<int>> all;
  for (int i = 0; i < family; ++i)
    all.push_back(may_fail(i, failing, when));
  return all;
}

TEST(throw_from_every_child, fail_fast) {
  for (int failing = 0; failing < family; ++failing)
    for (int when = 0; when < 3; ++when) {
      const std::string expected = "child " + std::to_string(failing);
      EXPECT_EQ(run_virtual(error_of(async::gather(children(failing, when)))), expected);
      EXPECT_EQ(run_virtual(error_of(async::gather(may_fail(0, failing, when), may_fail(1, failing, when),
                                                   may_fail(2, failing, when), may_fail(3, failing, when)))),
                expected);
      for (std::size_t limit = 1; limit < family + 2; ++limit)
        EXPECT_EQ(run_virtual(error_of(async::gather_bounded(limit, children(failing, when)))), expected);
      EXPECT_EQ(tracked::alive, 0);
    }
}

TEST(throw_from_every_child, settled) {
  for (int failing = 0; failing < family; ++failing)
    for (int when = 0; when < 3; ++when) {
      auto outcomes = run_virtual(async::gather_settled(children(failing, when)));
      for (int i = 0; i < family; ++i) {
        EXPECT_EQ(outcomes[i].has_value(), i != failing);
        if (outcomes[i]) {
          EXPECT_EQ(outcomes[i].value(), i);
        }
      }
    }
}

TEST(throw_from_every_child, in_a_group) {
  for (int failing = 0; failing <= family; ++failing) // The last one is the body.
    for (int when = 0; when < 3; ++when) {
      try {
        run_virtual(async::with_task_group([&](async::task_group &group) -> async::task<void> {
          for (int i = 0; i < family; ++i)
            group.spawn(may_fail(i, failing, when));
          co_await may_fail(family, failing, when);
        }));
        ADD_FAILURE() << "no error";
      } catch (const async::exception_group &errors) {
        ASSERT_EQ(errors.exceptions().size(), 1U);
        EXPECT_EQ(errors.what(), "1 error in a task group: child " + std::to_string(failing));
      }
      EXPECT_EQ(tracked::alive, 0);
    }
}

} // namespace
