// What users of other coroutine libraries ask for or complain about, each as a test of this one. The names say whose
// complaint it was.
#include "support.hpp"

namespace {

// cppcoro: no when_any, because the losers have to be cancelled.
TEST(complaints, 01_cppcoro_first_of_several_cancels_the_losers) {
  recorder reports;
  const int winner = run_virtual([]() -> async::task<int> {
    int first = 0;
    auto race = [&](async::task_group &group, int value) -> async::task<void> {
      const int mine = co_await value_after(value * 1ms, value);
      first = mine;
      group.request_stop();
    };
    co_await async::with_task_group([&](async::task_group &group) -> async::task<void> {
      for (int value : {30, 10, 20})
        group.spawn(race(group, value));
      co_return;
    });
    EXPECT_EQ(tracked::alive, 0);
    co_return first;
  }());
  EXPECT_EQ(winner, 10);
  EXPECT_TRUE(reports.seen.empty());
}

// cppcoro: deadlock between two cancellation callbacks, each of which resumes in place.
TEST(complaints, 02_cppcoro_two_stops_that_stop_each_other) {
  run_virtual([]() -> async::task<void> {
    std::vector<async::join_handle<void>> both;
    auto work = [&](std::size_t other) -> async::task<void> {
      std::stop_callback stop_other(co_await async::stop_token(), [&both, other] { both[other].request_stop(); });
      co_await async::sleep_for(1h);
    };
    both.push_back(async::create_task(work(1)));
    both.push_back(async::create_task(work(0)));
    co_await async::yield();
    both[0].request_stop();
    for (auto &each : both)
      EXPECT_THROW(co_await each, async::cancelled_error);
  }());
}

// libcoro: no fail-fast when_all, no timeout of a task without a value.
TEST(complaints, 03_libcoro_fail_fast_and_timeouts_of_void) {
  run_virtual([]() -> async::task<void> {
    const auto start = async::now();
    EXPECT_EQ(co_await error_of(async::gather(pause_for(1h), fail_after(1ms, "early"))), "early");
    EXPECT_EQ(co_await error_of(async::wait_for(pause_for(1h), 1ms)), async::timeout_error().what());
    EXPECT_EQ(async::now() - start, 2ms);
  }());
}

// libcoro: awaiting an empty group hangs.
TEST(complaints, 04_libcoro_nothing_to_wait_for) {
  run_virtual([]() -> async::task<void> {
    EXPECT_EQ(co_await async::gather(), std::tuple<>());
    EXPECT_TRUE((co_await async::gather(std::vector<async::task<int>>())).empty());
    EXPECT_TRUE((co_await async::gather_settled(std::vector<async::task<int>>())).empty());
    EXPECT_TRUE((co_await async::gather_bounded(3, std::vector<async::task<int>>())).empty());
    co_await async::with_task_group([](async::task_group &) -> async::task<void> { co_return; });
    async::background_tasks none;
    co_await none.drain();
  }());
}

// libcoro: shutting down from a thread of the pool joins itself.
TEST(complaints, 05_libcoro_a_run_that_ends_on_a_pool_thread) {
  EXPECT_EQ(async::run(async::to_thread(
                [] { return async::run(async::to_thread([] { return async::run(value_after(0ms, 5)); })); })),
            5);
}

// libcoro: tests of timeouts that fail now and then.
TEST(complaints, 06_libcoro_time_is_exact) {
  for (int i = 0; i < 50; ++i)
    run_virtual([]() -> async::task<void> {
      const auto start = async::now();
      co_await error_of(async::wait_for(pause_for(1001us), 1000us));
      EXPECT_EQ(async::now() - start, 1ms);
      EXPECT_EQ(co_await error_of(async::wait_for(pause_for(999us), 1000us)), "nothing");
      EXPECT_EQ(async::now() - start, 1999us);
    }());
}

// folly: a loop of ready awaits overflows the stack where symmetric transfer is no tail call.
TEST(complaints, 07_folly_a_million_ready_awaits) {
  auto ready = [](int value) -> async::task<int> { co_return value; };
  auto pass = [&](int value) -> async::task<int> { co_return co_await ready(value); };
  auto count = []() -> async::generator<int> {
    for (int i = 0; i < 1'000'000; ++i)
      co_yield 1;
  };
  const long sum = async::run([&]() -> async::task<long> {
    long sum = 0;
    for (int i = 0; i < 1'000'000; ++i)
      sum += co_await pass(1);
    co_await async::yield();
    for (int i = 0; i < 1'000'000; ++i)
      sum += co_await ready(1);
    auto ones = count();
    while (auto one = co_await ones.next())
      sum += *one;
    co_return sum;
  }());
  EXPECT_EQ(sum, 3'000'000);
}
async::task<int> depth(int left) {
  if (left == 0) {
    co_await async::yield();
    co_return 0;
  }
  const int below = co_await depth(left - 1);
  co_return below + 1;
}
TEST(complaints, 07_folly_a_deep_chain) { EXPECT_EQ(async::run(depth(20'000)), 20'000); }

// cobalt: detached tasks at the end of main hang, or are resumed after their destruction.
TEST(complaints, 08_cobalt_what_is_started_ends_with_the_run) {
  std::string ends;
  run_virtual([](std::string &ends) -> async::task<void> {
    auto work = [](std::string &ends, char name) -> async::task<void> {
      tracked here;
      try {
        co_await async::sleep_for(1h);
      } catch (const async::cancelled_error &) {
        ends += name;
        throw;
      }
    };
    (void)async::create_task(work(ends, 'a'));
    (void)async::create_task(work(ends, 'b'));
    co_await async::yield();
  }(ends));
  EXPECT_EQ(ends, "ab");
  EXPECT_EQ(tracked::alive, 0);
}

// cobalt: race drops the exceptions of losers; stopping what was spawned uses it after its end; Ctrl-C does not reach
// operations.
TEST(complaints, 09_cobalt_errors_of_losers_are_seen) {
  recorder reports;
  auto fails_while_stopping = []() -> async::task<int> {
    try {
      co_await async::sleep_for(1h);
    } catch (const async::cancelled_error &) {
      throw std::runtime_error("while stopping");
    }
    co_return 0;
  };
  EXPECT_EQ(run_virtual(error_of(async::gather(fail_after(1ms, "first"), fails_while_stopping()))), "first");
  ASSERT_EQ(reports.count(async::diagnostic_kind::unseen_error), 1);
  EXPECT_NE(reports.seen[0].message.find("while stopping"), std::string::npos);
}
TEST(complaints, 09_cobalt_stop_after_the_end) {
  run_virtual([]() -> async::task<void> {
    auto handle = async::create_task(value_after(1ms, 1));
    co_await async::sleep_for(2ms);
    handle.request_stop();
    EXPECT_EQ(co_await handle, 1);
    handle.request_stop();
  }());
}
TEST(complaints, 09_cobalt_ctrl_c_stops_operations) {
  auto serve = []() -> async::task<void> {
    tracked here;
    boost::asio::ip::tcp::acceptor acceptor(async::this_loop(), {boost::asio::ip::address_v4::loopback(), 0});
    co_await acceptor.async_accept(async::use_task);
  };
  async::run(async::with_task_group([&](async::task_group &group) -> async::task<void> {
    group.spawn(serve());
    group.spawn(serve());
    boost::asio::signal_set signals(async::this_loop(), SIGINT);
    boost::asio::post(async::this_loop(), [] { std::raise(SIGINT); });
    EXPECT_EQ(co_await signals.async_wait(async::use_task), SIGINT);
    group.request_stop();
  }));
  EXPECT_EQ(tracked::alive, 0);
}

// asio: operator|| swallows the exception; parallel groups race with cancellation.
TEST(complaints, 10_asio_no_error_is_swallowed_beside_a_deadline) {
  EXPECT_EQ(run_virtual(error_of(async::wait_for(fail_after(1ms, "the work"), 1h))), "the work");
  auto late = []() -> async::task<void> {
    try {
      co_await async::sleep_for(1h);
    } catch (const async::cancelled_error &) {
      throw std::runtime_error("at the deadline");
    }
  };
  EXPECT_EQ(run_virtual(error_of(async::wait_for(late(), 1ms))), "at the deadline");
}
TEST(complaints, 10_asio_stop_in_the_moment_of_completion) {
  // Both are due at once, in both orders; the value that is there is not lost, and nothing is resumed twice.
  for (int order = 0; order < 2; ++order)
    run_virtual([](int order) -> async::task<void> {
      auto work = async::create_task(value_after(1ms, 3));
      auto stop = [](auto &work) -> async::task<void> {
        co_await async::sleep_for(1ms);
        work.request_stop();
      };
      if (order == 0)
        co_await async::yield();
      co_await stop(work);
      int value = 3;
      try {
        value = co_await work;
      } catch (const async::cancelled_error &) {
      }
      EXPECT_EQ(value, 3);
    }(order));
}

// async_simple: how to stop the rest on the first failure and wait for all; collecting temporaries crashes.
TEST(complaints, 11_async_simple_first_failure_stops_and_waits) {
  int stopped = 0;
  auto slow = [&stopped]() -> async::task<int> {
    bool interrupted = false;
    try {
      co_await async::sleep_for(1h);
    } catch (const async::cancelled_error &) {
      interrupted = true;
    }
    if (interrupted)
      co_await async::shield(pause_for(1s)); // Takes its time to clean up.
    ++stopped;
    throw async::cancelled_error();
  };
  EXPECT_EQ(run_virtual(error_of(async::gather(slow(), fail_after(1ms, "no"), slow()))), "no");
  EXPECT_EQ(stopped, 2);
}
TEST(complaints, 11_async_simple_temporaries) {
  auto sizes = run_virtual([]() -> async::task<std::vector<std::size_t>> {
    auto size = [](std::string text) -> async::task<std::size_t> {
      co_await async::yield();
      co_return text.size();
    };
    auto all = [&] {
      std::vector<async::task<std::size_t>> children;
      for (const std::size_t length : {100, 200})
        children.push_back(size(std::string(length, 'a')));
      return children;
    };
    co_return co_await async::gather(all());
  }());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{100, 200}));
}

// stdexec: an exception is lost and terminates; a scope locks up; a frame is destroyed too early.
TEST(complaints, 12_stdexec_errors_of_a_scope_arrive) {
  try {
    run_virtual(async::with_task_group([](async::task_group &group) -> async::task<void> {
      group.spawn(fail_after(1ms, "a"));
      group.spawn(fail_after(1ms, "b"));
      group.spawn(pause_for(1h));
      co_await async::sleep_for(1h);
    }));
    ADD_FAILURE();
  } catch (const async::exception_group &errors) {
    EXPECT_EQ(errors.exceptions().size(), 2U);
    EXPECT_STREQ(errors.what(), "2 errors in a task group: a; b");
  }
}
TEST(complaints, 12_stdexec_the_callable_lives_as_long_as_its_coroutine) {
  auto body = [text = std::make_unique<std::string>(100, 'x')](async::task_group &group) -> async::task<void> {
    group.spawn(pause_for(1ms));
    co_await async::sleep_for(1s);
    EXPECT_EQ(text->size(), 100U);
  };
  run_virtual(async::with_task_group(std::move(body)));
}

// TMC: a task that throws terminates the program.
TEST(complaints, 13_tmc_exceptions_from_everything_that_is_started) {
  run_virtual([]() -> async::task<void> {
    auto fails = []() -> async::task<void> { co_await fail_after(0ms, "thrown"); };
    auto joined = async::create_task(fails());
    auto join = [](auto &handle) -> async::task<void> { co_await handle; };
    EXPECT_EQ(co_await error_of(join(joined)), "thrown");
    std::vector<async::task<void>> two;
    two.push_back(fails());
    two.push_back(pause_for(1s));
    EXPECT_EQ(co_await error_of(async::gather(std::move(two))), "thrown");
    async::background_tasks background;
    std::string seen;
    background.spawn(fails(), [&](std::exception_ptr error) { seen = async::detail::text_of(error); });
    co_await background.drain();
    EXPECT_EQ(seen, "thrown");
    auto group = [&](async::task_group &group) -> async::task<void> {
      auto child = group.spawn(fails());
      co_await child; // Throws the same error again, which counts once.
    };
    EXPECT_EQ(co_await error_of(async::with_task_group(group)), "1 error in a task group: thrown");
  }());
}

// yalantinglibs: what sleeps at the shutdown leaks its frame.
TEST(complaints, 14_yalantinglibs_sleepers_at_the_shutdown) {
  async::background_tasks background;
  async::run([&]() -> async::task<void> {
    background.spawn(pause_for(100h));
    (void)async::create_task(pause_for(100h));
    co_await async::yield();
    EXPECT_EQ(tracked::alive, 2);
  }());
  EXPECT_EQ(tracked::alive, 0);
  EXPECT_EQ(background.size(), 0U);
}

// asyncio: gather leaves siblings running; a group that is cancelled hides errors; a task without a reference is
// collected.
TEST(complaints, 15_asyncio_siblings_do_not_outlive_a_gather) {
  run_virtual([]() -> async::task<void> {
    co_await error_of(async::gather(fail_after(1ms, "no"), value_after(1h, 1)));
    EXPECT_EQ(tracked::alive, 0);
  }());
}
TEST(complaints, 15_asyncio_a_stopped_group_hides_no_error) {
  auto fails_while_stopping = []() -> async::task<void> {
    try {
      co_await async::sleep_for(1h);
    } catch (const async::cancelled_error &) {
      throw std::runtime_error("in the clean-up");
    }
  };
  auto group = [&](async::task_group &group) -> async::task<void> {
    group.spawn(fails_while_stopping());
    co_await async::sleep_for(1h);
  };
  EXPECT_EQ(run_virtual(error_of(async::wait_for(async::with_task_group(group), 1s))),
            "1 error in a task group: in the clean-up");
}
TEST(complaints, 15_asyncio_a_stop_inside_a_child_that_just_starts) {
  run_virtual([]() -> async::task<void> {
    std::optional<async::join_handle<void>> self;
    auto stops_itself = [&]() -> async::task<void> {
      self->request_stop();
      co_await async::yield();
    };
    self.emplace(async::create_task(stops_itself()));
    EXPECT_THROW(co_await *self, async::cancelled_error);
  }());
}
TEST(complaints, 15_asyncio_a_dropped_handle_does_not_end_the_task) {
  bool finished = false;
  run_virtual([](bool &finished) -> async::task<void> {
    auto work = [](bool &finished) -> async::task<void> {
      co_await async::sleep_for(1s);
      finished = true;
    };
    (void)async::create_task(work(finished));
    co_await async::sleep_for(2s);
  }(finished));
  EXPECT_TRUE(finished);
}

// boost mysql, asio: a deadline over work on a thread pool, or the end of a timer, deadlocks.
TEST(complaints, 16_boost_mysql_deadlines_over_threads_and_timers) {
  async::run([]() -> async::task<void> {
    std::vector<async::task<void>> all;
    auto one = []() -> async::task<void> {
      co_await error_of(async::wait_for(async::to_thread([](std::stop_token stop) {
                                          while (!stop.stop_requested())
                                            std::this_thread::yield();
                                        }),
                                        1ms));
      boost::asio::steady_timer timer(async::this_loop(), 1h);
      EXPECT_EQ(co_await error_of(async::wait_for(timer.async_wait(async::use_task), 1ms)),
                async::timeout_error().what());
    };
    for (int i = 0; i < 8; ++i)
      all.push_back(one());
    co_await async::gather_bounded(2, std::move(all));
  }());
}

} // namespace
