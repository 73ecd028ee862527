// What each pattern promises, what bad input gets, and what debug mode reports.
#include "support.hpp"
#include <deque>
#include <map>

namespace {

using std::chrono::nanoseconds;

template <class Error, class F> std::string thrown(F call) {
  try {
    call();
  } catch (const Error &error) {
    return error.what();
  }
  return "nothing";
}
bool mentions(const std::string &text, const std::string &name) { return text.find(name) != std::string::npos; }

TEST(task, is_lazy_and_moves) {
  int ran = 0;
  auto work = [](int &ran) -> async::task<std::unique_ptr<int>> {
    ++ran;
    co_return std::make_unique<int>(3);
  };
  auto made = work(ran);
  EXPECT_EQ(ran, 0);
  auto moved = std::move(made);
  EXPECT_EQ(*async::run(std::move(moved)), 3);
  EXPECT_EQ(ran, 1);
}

TEST(task, gives_references) {
  int value = 1;
  auto refer = [](int &to) -> async::task<int &> { co_return to; };
  async::run([&]() -> async::task<void> { (co_await refer(value))++; }());
  EXPECT_EQ(value, 2);
}

TEST(task, clock_jumps) {
  async::virtual_clock clock;
  async::run(pause_for(100h), {.clock = &clock});
  EXPECT_EQ(clock.elapsed(), 100h);
}

TEST(task, sleepers_wake_in_order) {
  std::string order;
  auto note = [&order](nanoseconds time, char name) -> async::task<void> {
    co_await async::sleep_for(time);
    order += name;
  };
  run_virtual([&]() -> async::task<void> {
    co_await async::gather(note(3ms, 'd'), note(1ms, 'a'), note(2ms, 'b'), note(2ms, 'c'), note(0ms, '0'));
  }());
  EXPECT_EQ(order, "0abcd");
}

TEST(task, awaits_other_libraries) {
  struct answer {
    boost::asio::io_context &loop;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
      boost::asio::post(loop, [waiting] { waiting.resume(); });
    }
    int await_resume() const noexcept { return 42; }
  };
  EXPECT_EQ(async::run([]() -> async::task<int> {
              auto nested = []() -> async::task<int> { co_return co_await answer{async::this_loop()}; };
              const int first = co_await nested();
              co_await async::yield();
              co_return first + co_await answer{async::this_loop()};
            }()),
            84);
}

TEST(deadlines, nest) {
  run_virtual([]() -> async::task<void> {
    EXPECT_FALSE(async::current_deadline());
    const auto start = async::now();
    auto inner = [&]() -> async::task<void> {
      EXPECT_EQ(async::current_deadline(), start + 1s);
      co_await async::sleep_for(1h);
    };
    auto outer = [&]() -> async::task<void> {
      try {
        co_await async::wait_for(inner(), 1min);
      } catch (const async::timeout_error &) {
        ADD_FAILURE() << "the deadline around is not that of the inner one";
      }
    };
    EXPECT_EQ(co_await error_of(async::wait_for(outer(), 1s)), async::timeout_error().what());
    EXPECT_EQ(async::now() - start, 1s);
    EXPECT_EQ(co_await error_of(async::wait_until(pause_for(1h), start)), async::timeout_error().what());
    EXPECT_EQ(async::now() - start, 1s);
  }());
}

TEST(deadlines, thrown_after_the_clean_up) {
  bool cleaned = false;
  run_virtual([](bool &cleaned) -> async::task<void> {
    auto work = [](bool &cleaned) -> async::task<void> {
      bool stopped = false;
      try {
        co_await async::sleep_for(1h);
      } catch (const async::cancelled_error &) {
        stopped = true;
      }
      if (stopped)
        co_await async::shield(async::sleep_for(5s));
      cleaned = true;
      throw async::cancelled_error();
    };
    EXPECT_EQ(co_await error_of(async::wait_for(work(cleaned), 1s)), async::timeout_error().what());
    EXPECT_TRUE(cleaned);
  }(cleaned));
}

TEST(stop, is_level_triggered) {
  int thrown = 0;
  run_virtual([](int &thrown) -> async::task<void> {
    auto stubborn = [](int &thrown) -> async::task<void> {
      async::channel<int> values(1);
      async::event set;
      set.set();
      async::semaphore free(1);
      for (int i = 0; i < 7; ++i) {
        try {
          switch (i) {
          case 0:
            co_await async::sleep_for(1h);
            break;
          case 1:
            co_await async::yield();
            break;
          case 2:
            co_await values.send(1);
            break;
          case 3:
            co_await set.wait();
            break;
          case 4: {
            auto permit = co_await free.acquire();
          } break;
          case 5:
            co_await async::to_thread([] {});
            break;
          case 6:
            co_await async::gather_settled(async::yield(), async::yield());
            break;
          }
        } catch (const async::cancelled_error &) {
          ++thrown;
        }
      }
    };
    auto handle = async::create_task(stubborn(thrown));
    co_await async::yield();
    handle.request_stop();
    co_await handle;
  }(thrown));
  EXPECT_EQ(thrown, 7);
}

TEST(stop, reaches_the_token_of_the_library) {
  run_virtual([]() -> async::task<void> {
    bool called = false;
    auto work = [](bool &called) -> async::task<void> {
      std::stop_callback callback(co_await async::stop_token(), [&] { called = true; });
      co_await async::sleep_for(1h);
    };
    co_await error_of(async::wait_for(work(called), 1s));
    EXPECT_TRUE(called);
  }());
}

TEST(stop, waits_for_the_thread) {
  std::atomic<bool> started = false, ended = false;
  run_virtual([](std::atomic<bool> &started, std::atomic<bool> &ended) -> async::task<void> {
    auto handle = async::create_task(async::to_thread([&](std::stop_token stop) {
      started = true;
      std::mutex lock;
      std::unique_lock held(lock);
      std::condition_variable_any().wait(held, stop, [] { return false; });
      ended = true;
      return 1;
    }));
    while (!started)
      co_await async::yield();
    handle.request_stop();
    EXPECT_EQ(co_await error_of([](async::join_handle<int> &handle) -> async::task<void> {
                try {
                  co_await handle;
                } catch (const async::cancelled_error &) {
                  throw std::runtime_error("stopped");
                }
              }(handle)),
              "stopped");
    EXPECT_TRUE(ended);
  }(started, ended));
}

TEST(stop, abandons_the_thread_when_told_so) {
  struct shared {
    std::mutex lock;
    std::condition_variable changed;
    std::atomic<bool> started = false;
    bool may_end = false, ended = false;
  };
  auto state = std::make_shared<shared>();
  async::run([](std::shared_ptr<shared> state) -> async::task<void> {
    auto work = async::create_task(async::to_thread(async::abandon_on_cancel, [state] {
      state->started = true;
      std::unique_lock held(state->lock);
      state->changed.wait(held, [&] { return state->may_end; });
      state->ended = true;
      state->changed.notify_all();
    }));
    while (!state->started)
      co_await async::yield();
    work.request_stop();
    EXPECT_THROW(co_await work, async::cancelled_error);
  }(state));
  std::unique_lock held(state->lock);
  EXPECT_FALSE(state->ended);
  state->may_end = true;
  state->changed.notify_all();
  state->changed.wait(held, [&] { return state->ended; });
}

TEST(to_thread, gives_values_and_errors) {
  async::run([]() -> async::task<void> {
    const auto loop_thread = std::this_thread::get_id();
    EXPECT_NE(co_await async::to_thread([] { return std::this_thread::get_id(); }), loop_thread);
    EXPECT_EQ(co_await error_of(async::to_thread([]() -> int { throw std::runtime_error("on the thread"); })),
              "on the thread");
    EXPECT_EQ(std::this_thread::get_id(), loop_thread);
  }());
}

TEST(shield, keeps_stop_and_deadline_out) {
  run_virtual([]() -> async::task<void> {
    bool finished = false;
    auto last_line = [](bool &finished) -> async::task<void> {
      EXPECT_FALSE(async::current_deadline());
      co_await async::sleep_for(1min);
      finished = true;
    };
    auto work = [&]() -> async::task<void> {
      co_await async::shield(last_line(finished));
      co_await async::yield(); // Here the stop arrives.
      ADD_FAILURE() << "not stopped after the shield";
    };
    EXPECT_EQ(co_await error_of(async::wait_for(work(), 1s)), async::timeout_error().what());
    EXPECT_TRUE(finished);
  }());
}

TEST(gather_bounded, keeps_the_limit) {
  int working = 0, most = 0;
  auto work = [&](int i) -> async::task<int> {
    most = std::max(most, ++working);
    co_await async::sleep_for((10 - i) * 1ms);
    --working;
    co_return i;
  };
  std::vector<async::task<int>> all;
  for (int i = 0; i < 10; ++i)
    all.push_back(work(i));
  EXPECT_EQ(run_virtual(async::gather_bounded(3, std::move(all))), (std::vector{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_EQ(most, 3);
}

TEST(gather, gives_a_place_to_void) {
  auto [a, b] = run_virtual(async::gather(value_after(1ms, 5), pause_for(1ms)));
  EXPECT_EQ(a, 5);
  static_assert(std::is_same_v<decltype(b), std::monostate>);
  std::vector<async::task<void>> pauses;
  pauses.push_back(pause_for(1ms));
  EXPECT_EQ(run_virtual(async::gather(std::move(pauses))).size(), 1U);
}

TEST(task_group, request_stop_ends_it_quietly) {
  int ended = 0;
  auto serve = [&]() -> async::task<void> {
    try {
      co_await async::sleep_for(1h);
    } catch (const async::cancelled_error &) {
      ++ended;
      throw;
    }
  };
  run_virtual(async::with_task_group([&](async::task_group &group) -> async::task<void> {
    group.spawn(serve());
    group.spawn(serve());
    co_await async::sleep_for(1s);
    group.request_stop();
  }));
  EXPECT_EQ(ended, 2);
}

TEST(background, reports_to_the_handler) {
  recorder reports;
  std::string handled;
  run_virtual([&]() -> async::task<void> {
    async::background_tasks background;
    background.spawn([]() -> async::task<void> { co_await fail_after(1ms, "handled"); }(),
                     [&](std::exception_ptr error) { handled = async::detail::text_of(error); });
    background.spawn([]() -> async::task<void> { co_await fail_after(1ms, "reported"); }());
    EXPECT_EQ(background.size(), 2U);
    co_await background.drain();
    EXPECT_EQ(background.size(), 0U);
  }());
  EXPECT_EQ(handled, "handled");
  ASSERT_EQ(reports.seen.size(), 1U);
  EXPECT_TRUE(mentions(reports.seen[0].message, "reported"));
}

TEST(channel, holds_its_capacity_and_no_more) {
  run_virtual([]() -> async::task<void> {
    async::channel<int> values(3);
    int sent = 0;
    auto produce = [&]() -> async::task<void> {
      for (; sent < 100; ++sent)
        co_await values.send(sent);
      values.close();
    };
    auto consume = [&]() -> async::task<void> {
      int expected = 0;
      while (auto value = co_await values.receive()) {
        EXPECT_EQ(*value, expected++);
        co_await async::sleep_for(1s); // A client that reads slowly.
        EXPECT_LE(values.size(), 3U);
        EXPECT_LE(sent - expected, 4);
      }
      EXPECT_EQ(expected, 100);
    };
    co_await async::gather(produce(), consume());
  }());
}

TEST(channel, a_stop_loses_no_value) {
  run_virtual([]() -> async::task<void> {
    async::channel<int> values(1);
    auto receiver = async::create_task(values.receive());
    co_await async::yield();
    co_await values.send(7); // Handed over; the receiver has not run yet.
    receiver.request_stop();
    EXPECT_EQ(co_await receiver, 7);
  }());
}

TEST(semaphore, hands_over_in_order_and_not_to_the_stopped) {
  run_virtual([]() -> async::task<void> {
    async::semaphore one(1);
    std::string order;
    auto enter = [&](char name) -> async::task<void> {
      auto permit = co_await one.acquire();
      order += name;
      co_await async::sleep_for(1ms);
    };
    auto a = async::create_task(enter('a'));
    auto b = async::create_task(enter('b'));
    auto c = async::create_task(enter('c'));
    co_await async::yield();
    b.request_stop();
    co_await a;
    co_await c;
    EXPECT_EQ(order, "ac");
    // A permit that was granted to somebody destroyed before it ran comes back.
    auto held = std::make_unique<async::permit>(co_await one.acquire());
    {
      async::background_tasks owner;
      owner.spawn(enter('d'));
      co_await async::yield();
      held.reset();
    }
    co_await async::wait_for(enter('e'), 1s);
    EXPECT_EQ(order, "ace");
  }());
}

TEST(primitives, may_go_before_their_tasks) {
  run_virtual([]() -> async::task<void> {
    auto gone = std::make_unique<async::semaphore>(1);
    auto event = std::make_unique<async::event>();
    async::permit held = co_await gone->acquire();
    auto waiting = async::create_task(gone->acquire());
    auto listening = async::create_task(event->wait());
    co_await async::yield();
    gone.reset();
    event.reset();
    auto join = [](auto &handle) -> async::task<void> { (void)co_await handle; };
    EXPECT_TRUE(mentions(co_await error_of(join(waiting)), "destroyed"));
    EXPECT_TRUE(mentions(co_await error_of(join(listening)), "destroyed"));
  }());
}

TEST(generator, errors_and_ends) {
  run_virtual([]() -> async::task<void> {
    auto values = []() -> async::generator<int> {
      tracked here;
      co_yield 1;
      co_await async::sleep_for(1ms);
      throw std::runtime_error("in the generator");
    }();
    EXPECT_EQ(co_await values.next(), 1);
    auto next = [](async::generator<int> &values) -> async::task<void> { co_await values.next(); };
    EXPECT_EQ(co_await error_of(next(values)), "in the generator");
    EXPECT_EQ(co_await values.next(), std::nullopt);
    EXPECT_EQ(co_await values.next(), std::nullopt);
  }());
  EXPECT_EQ(tracked::alive, 0);
}

TEST(generator, values_that_are_optional_or_owned) {
  run_virtual([]() -> async::task<void> {
    auto values = []() -> async::generator<std::optional<int>> {
      co_yield std::nullopt;
      co_yield 7;
    }();
    auto none = co_await values.next();
    EXPECT_TRUE(none && !*none);
    auto seven = co_await values.next();
    EXPECT_TRUE(seven && *seven == 7);
    EXPECT_FALSE(co_await values.next());

    auto owned = []() -> async::generator<std::unique_ptr<int>> { co_yield std::make_unique<int>(5); }();
    auto five = co_await owned.next();
    EXPECT_TRUE(five && **five == 5);
    EXPECT_FALSE(co_await owned.next());
  }());
}

TEST(task, results_that_are_optional) {
  run_virtual([]() -> async::task<void> {
    auto maybe = [](int which) -> async::task<std::optional<std::string>> {
      if (which == 0)
        co_return std::nullopt;
      if (which == 1)
        co_return "text";
      throw std::runtime_error("neither");
    };
    EXPECT_FALSE(co_await maybe(0));
    EXPECT_EQ(co_await maybe(1), "text");
    EXPECT_EQ(co_await error_of([](auto maybe) -> async::task<void> { co_await maybe(2); }(maybe)), "neither");
    auto [none, text] = co_await async::gather(maybe(0), maybe(1));
    EXPECT_TRUE(!none && text == "text");
  }());
}

TEST(generator, ends_with_the_next_that_is_destroyed) {
  run_virtual([]() -> async::task<void> {
    auto values = []() -> async::generator<int> {
      tracked here;
      co_await async::sleep_for(1h);
      co_yield 1;
    }();
    {
      async::background_tasks owner;
      owner.spawn([](async::generator<int> &values) -> async::task<void> { co_await values.next(); }(values));
      co_await async::yield();
      EXPECT_EQ(tracked::alive, 1);
    }
    EXPECT_EQ(tracked::alive, 0);
    EXPECT_EQ(co_await values.next(), std::nullopt);
  }());
}

TEST(run, handler_errors_and_stop) {
  EXPECT_EQ(thrown<std::runtime_error>([] {
              async::run([]() -> async::task<void> {
                boost::asio::post(async::this_loop(), [] { throw std::runtime_error("in a handler"); });
                co_await async::sleep_for(1h);
              }());
            }),
            "in a handler");
  EXPECT_THROW(async::run([]() -> async::task<void> {
                 boost::asio::post(async::this_loop(), [] { async::this_loop().stop(); });
                 co_await async::sleep_for(1h);
               }()),
               async::cancelled_error);
}

TEST(run, says_when_nothing_can_go_on) {
  async::event never;
  EXPECT_THROW(async::run(never.wait()), async::deadlock_error);
  auto stubborn = [&]() -> async::task<int> {
    co_await async::shield(never.wait());
    co_return 1;
  };
  EXPECT_THROW(async::run(stubborn()), async::deadlock_error);
}

// Bad input: an exception with the name of the call.

TEST(bad_input, zero_capacity) {
  EXPECT_TRUE(mentions(thrown<std::invalid_argument>([] { async::channel<int> none(0); }), "async::channel"));
  EXPECT_TRUE(mentions(thrown<std::invalid_argument>([] { async::semaphore none(0); }), "async::semaphore"));
  EXPECT_TRUE(
      mentions(thrown<std::invalid_argument>([] { (void)async::gather_bounded(0, std::vector<async::task<int>>()); }),
               "async::gather_bounded"));
}

TEST(bad_input, durations) {
  auto refused = [](async::task<void> work) { return run_virtual(error_of(std::move(work))); };
  EXPECT_TRUE(mentions(thrown<std::invalid_argument>([] { (void)async::sleep_for(-1ns); }),
                       "async::sleep_for: the duration is negative"));
  EXPECT_TRUE(mentions(thrown<std::invalid_argument>([] { (void)async::sleep_for(-1h); }), "async::sleep_for"));
  EXPECT_TRUE(mentions(thrown<std::invalid_argument>([] { (void)async::sleep_for(std::chrono::hours::max()); }),
                       "async::sleep_for: the duration overflows"));
  EXPECT_TRUE(
      mentions(thrown<std::invalid_argument>([] { (void)async::wait_for(pause_for(1ms), -1s); }), "async::wait_for"));
  EXPECT_TRUE(
      mentions(thrown<std::invalid_argument>([] { (void)async::wait_for(pause_for(1ms), std::chrono::hours::min()); }),
               "async::wait_for"));
  EXPECT_TRUE(
      mentions(refused(async::sleep_for(nanoseconds::max() - 1ns)), "async::sleep_for: the duration overflows"));
  EXPECT_TRUE(mentions(refused(async::wait_for(pause_for(1ms), nanoseconds::max() - 1ns)),
                       "async::wait_for: the duration overflows"));
}

TEST(bad_input, moved_from_task) {
  auto gone = pause_for(1ms);
  auto owner = std::move(gone);
  auto awaits = [](async::task<void> &gone) -> async::task<void> { co_await std::move(gone); };
  auto what = [](async::task<void> work) { return run_virtual(error_of(std::move(work))); };
  EXPECT_TRUE(mentions(what(awaits(gone)), "async::task: co_await"));
  EXPECT_TRUE(mentions(
      what([](auto &gone) -> async::task<void> { co_await async::gather(pause_for(1ms), std::move(gone)); }(gone)),
      "async::gather"));
  EXPECT_TRUE(mentions(what(async::wait_for(std::move(gone), 1s)), "async::wait_for"));
  EXPECT_TRUE(mentions(what(async::shield(std::move(gone))), "async::shield"));
  EXPECT_TRUE(mentions(thrown<std::logic_error>([&] { async::run(std::move(gone)); }), "async::run"));
  EXPECT_TRUE(mentions(what([](auto &gone) -> async::task<void> {
                         (void)async::create_task(std::move(gone));
                         co_return;
                       }(gone)),
                       "async::create_task"));
  EXPECT_TRUE(mentions(what([](auto &owner) -> async::task<void> {
                         co_await std::move(owner);
                         co_await std::move(owner);
                       }(owner)),
                       "awaited before"));
}

TEST(bad_input, run_inside_run) {
  auto nested = []() -> async::task<void> {
    async::run(pause_for(1ms));
    co_return;
  };
  EXPECT_TRUE(mentions(run_virtual(error_of(nested())), "async::run: called inside"));
}

TEST(bad_input, outside_of_run) {
  EXPECT_TRUE(mentions(thrown<std::logic_error>([] { (void)async::this_loop(); }), "async::this_loop"));
  EXPECT_TRUE(
      mentions(thrown<std::logic_error>([] { (void)async::create_task(pause_for(1ms)); }), "async::create_task"));
  EXPECT_TRUE(mentions(thrown<std::logic_error>([] { async::background_tasks().spawn(pause_for(1ms)); }),
                       "async::background_tasks::spawn"));
}

TEST(bad_input, second_join) {
  auto twice = []() -> async::task<void> {
    auto handle = async::create_task(value_after(1ms, 1));
    EXPECT_EQ(co_await handle, 1);
    co_await handle;
  };
  EXPECT_TRUE(mentions(run_virtual(error_of(twice())), "async::join_handle"));
  auto at_once = []() -> async::task<void> {
    auto handle = async::create_task(value_after(1ms, 1));
    auto join = [](auto &handle) -> async::task<void> { co_await handle; };
    co_await async::gather(join(handle), join(handle));
  };
  EXPECT_TRUE(mentions(run_virtual(error_of(at_once())), "async::join_handle"));
  auto moved = []() -> async::task<void> {
    auto handle = async::create_task(value_after(1ms, 1));
    auto owner = std::move(handle);
    co_await handle;
  };
  EXPECT_TRUE(mentions(run_virtual(error_of(moved())), "async::join_handle"));
}

TEST(bad_input, second_next) {
  auto two = []() -> async::task<void> {
    auto values = []() -> async::generator<int> {
      co_await async::sleep_for(1ms);
      co_yield 1;
    }();
    co_await async::gather(values.next(), values.next());
  };
  auto kept = []() -> async::task<void> { // Longer than its generator.
    auto next = []() -> async::generator<int> { co_yield 7; }().next();
    EXPECT_EQ(co_await std::move(next), 7);
  };
  run_virtual(kept());
  EXPECT_TRUE(mentions(run_virtual(error_of(two())), "async::generator::next"));
}

TEST(bad_input, closed_channel) {
  run_virtual([]() -> async::task<void> {
    async::channel<int> values(1);
    values.close();
    values.close();
    EXPECT_TRUE(mentions(co_await error_of(values.send(1)), "async::channel::send"));
    EXPECT_EQ(co_await values.receive(), std::nullopt);
  }());
}

// Debug mode.

TEST(debug, a_slow_step) {
  recorder reports;
  async::run(
      []() -> async::task<void> {
        co_await async::yield();
        const auto until = std::chrono::steady_clock::now() + 20ms;
        while (std::chrono::steady_clock::now() < until) {
        }
      }(),
      {.debug = true, .slow_step = 10ms});
  ASSERT_GE(reports.count(async::diagnostic_kind::slow_step), 1);
  EXPECT_GE(reports.seen[0].took, 20ms);
  EXPECT_TRUE(mentions(reports.seen[0].where.file_name(), "behaviour.cpp"));
}

TEST(debug, a_task_that_was_never_awaited) {
  recorder reports;
  run_virtual(
      []() -> async::task<void> {
        {
          auto forgotten = pause_for(1ms);
        }
        co_return;
      }(),
      true);
  ASSERT_EQ(reports.count(async::diagnostic_kind::never_awaited), 1);
  EXPECT_TRUE(mentions(reports.seen[0].where.file_name(), "support.hpp"));
}

TEST(debug, an_error_nobody_saw) {
  recorder reports;
  run_virtual([]() -> async::task<void> {
    (void)async::create_task(fail_after(1ms, "unseen"));
    auto seen = async::create_task(fail_after(1ms, "seen"));
    co_await async::sleep_for(2ms);
    co_await error_of([](auto &seen) -> async::task<void> { co_await seen; }(seen));
  }());
  ASSERT_EQ(reports.seen.size(), 1U);
  EXPECT_EQ(reports.seen[0].kind, async::diagnostic_kind::unseen_error);
  EXPECT_TRUE(mentions(reports.seen[0].message, "unseen"));
}

TEST(debug, a_task_alive_at_the_end) {
  recorder reports;
  run_virtual(
      []() -> async::task<void> {
        (void)async::create_task(pause_for(1h));
        co_await async::yield();
        async::background_tasks background;
        background.spawn(pause_for(1h));
      }(),
      true);
  EXPECT_EQ(reports.count(async::diagnostic_kind::alive_at_end), 2);
  EXPECT_EQ(tracked::alive, 0);
}

TEST(debug, says_nothing_about_what_is_right) {
  recorder reports;
  run_virtual(
      []() -> async::task<void> {
        co_await async::gather(pause_for(1ms), pause_for(2ms));
        std::vector<async::task<int>> some;
        some.push_back(fail_after(1ms, "first"));
        some.push_back(value_after(1ms, 2));
        co_await error_of(async::gather_bounded(1, std::move(some)));
        co_await async::with_task_group([](async::task_group &group) -> async::task<void> {
          group.spawn(pause_for(1ms));
          co_return;
        });
      }(),
      true);
  EXPECT_TRUE(reports.seen.empty());
}

//===----------------------------------------------------------------------===//
// The heap of deadlines
//===----------------------------------------------------------------------===//

struct mark final : async::detail::timed {
  mark(int id, std::vector<int> &log) : id(id), log(&log) {}
  void due() noexcept override { log->push_back(id); }
  int id;
  std::vector<int> *log;
};

/// A few thousand points in time, few of them different, added, removed from anywhere and passed; a sorted map says
/// what must come.
TEST(deadlines, come_due_in_order_whatever_was_removed) {
  std::mt19937 random(7);
  std::vector<int> due, expected;
  std::deque<mark> marks;
  async::detail::deadlines heap;
  std::map<std::pair<async::detail::time_point, int>, mark *> waiting;
  async::detail::time_point now;
  for (int step = 0; step < 20000; ++step) {
    if (unsigned choice = random() % 8; choice < 4) {
      const auto at = now + std::chrono::milliseconds(random() % 50);
      marks.emplace_back(step, due);
      heap.add(marks.back(), at);
      waiting[{at, step}] = &marks.back();
    } else if (choice < 7 && !waiting.empty()) {
      auto gone = std::next(waiting.begin(), std::ptrdiff_t(random() % waiting.size()));
      heap.remove(*gone->second);
      heap.remove(*gone->second); // Nothing is left to remove.
      waiting.erase(gone);
    } else {
      now += std::chrono::milliseconds(random() % 4);
      heap.pass(now);
      while (!waiting.empty() && waiting.begin()->first.first <= now) {
        expected.push_back(waiting.begin()->second->id);
        waiting.erase(waiting.begin());
      }
      ASSERT_EQ(due, expected) << "step " << step;
    }
    ASSERT_EQ(heap.empty(), waiting.empty());
    ASSERT_TRUE(waiting.empty() || heap.earliest() == waiting.begin()->first.first);
  }
  EXPECT_GT(expected.size(), 1000U);
}

/// What comes due may remove and add others.
TEST(deadlines, may_be_changed_by_what_comes_due) {
  struct remover final : async::detail::timed {
    void due() noexcept override {
      heap->remove(*other);
      heap->add(*later, async::detail::time_point() + 1h);
    }
    async::detail::deadlines *heap = nullptr;
    async::detail::timed *other = nullptr, *later = nullptr;
  };
  std::vector<int> due;
  mark other(1, due), later(2, due);
  async::detail::deadlines heap;
  remover first;
  first.heap = &heap;
  first.other = &other;
  first.later = &later;
  heap.add(first, async::detail::time_point() + 1s);
  heap.add(other, async::detail::time_point() + 1s);
  heap.pass(async::detail::time_point() + 2s);
  EXPECT_TRUE(due.empty());
  heap.pass(async::detail::time_point() + 1h);
  EXPECT_EQ(due, std::vector<int>{2});
  EXPECT_TRUE(heap.empty());
}

} // namespace
