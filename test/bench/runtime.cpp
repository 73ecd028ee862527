// What the runtime costs beside Boost.Asio's own coroutines, one operation per item. test/bench/runtime-cost runs it
// and prints the ratios.
#include <algorithm>
#include <async/async.hpp>
#include <benchmark/benchmark.h>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cstdlib>
#include <malloc.h>
#include <new>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr int batch = 1000;

// Runs the same asynchronous batch for every iteration, in one run of a loop.
template <class Batch> void in_async(benchmark::State &state, Batch make, std::int64_t items = batch) {
  async::run([](benchmark::State &state, Batch &make) -> async::task<void> {
    for (auto _ : state)
      co_await make();
  }(state, make));
  state.SetItemsProcessed(state.iterations() * items);
}
template <class Batch> void in_asio(benchmark::State &state, Batch make, std::int64_t items = batch) {
  asio::io_context context(1);
  asio::co_spawn(
      context,
      [&]() -> asio::awaitable<void> {
        for (auto _ : state)
          co_await make();
      },
      asio::detached);
  context.run();
  state.SetItemsProcessed(state.iterations() * items);
}

async::task<int> ready_child(int value) { co_return value; }
asio::awaitable<int> ready_asio_child(int value) { co_return value; }
async::task<void> ready_void() { co_return; }
asio::awaitable<void> ready_asio_void() { co_return; }

void ready_await_async(benchmark::State &state) {
  in_async(state, []() -> async::task<void> {
    int sum = 0;
    for (int i = 0; i < batch; ++i)
      sum += co_await ready_child(i);
    benchmark::DoNotOptimize(sum);
  });
}
void ready_await_asio(benchmark::State &state) {
  in_asio(state, []() -> asio::awaitable<void> {
    int sum = 0;
    for (int i = 0; i < batch; ++i)
      sum += co_await ready_asio_child(i);
    benchmark::DoNotOptimize(sum);
  });
}

void spawn_async(benchmark::State &state) {
  in_async(state, []() -> async::task<void> {
    for (int i = 0; i < batch; ++i) {
      (void)async::create_task(ready_void());
      if (i % 10 == 9)
        co_await async::yield();
    }
  });
}
void spawn_asio(benchmark::State &state) {
  in_asio(state, []() -> asio::awaitable<void> {
    const auto executor = co_await asio::this_coro::executor;
    for (int i = 0; i < batch; ++i) {
      asio::co_spawn(executor, ready_asio_void(), asio::detached);
      if (i % 10 == 9)
        co_await asio::post(executor, asio::use_awaitable);
    }
  });
}

void gather_async(benchmark::State &state) {
  in_async(state, []() -> async::task<void> {
    std::vector<async::task<int>> children;
    children.reserve(batch);
    for (int i = 0; i < batch; ++i)
      children.push_back(ready_child(i));
    auto values = co_await async::gather(std::move(children));
    benchmark::DoNotOptimize(values.data());
  });
}
void gather_asio(benchmark::State &state) {
  // What it takes to start a thousand and wait for all: co_spawn, a counter, and a timer as the event.
  in_asio(state, []() -> asio::awaitable<void> {
    const auto executor = co_await asio::this_coro::executor;
    int left = batch;
    std::vector<int> values(batch);
    asio::steady_timer all_ended(executor, asio::steady_timer::time_point::max());
    for (int i = 0; i < batch; ++i)
      asio::co_spawn(executor, ready_asio_child(i), [&, i](std::exception_ptr, int value) {
        values[i] = value;
        if (--left == 0)
          all_ended.cancel();
      });
    boost::system::error_code ignored;
    co_await all_ended.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    benchmark::DoNotOptimize(values.data());
  });
}

void timeout_async(benchmark::State &state) {
  in_async(state, []() -> async::task<void> {
    for (int i = 0; i < batch; ++i)
      co_await async::wait_for(ready_void(), 10s);
  });
}
void timeout_asio(benchmark::State &state) {
  using namespace asio::experimental::awaitable_operators;
  in_asio(state, []() -> asio::awaitable<void> {
    const auto executor = co_await asio::this_coro::executor;
    for (int i = 0; i < batch; ++i) {
      asio::steady_timer timer(executor, 10s);
      co_await (ready_asio_void() || timer.async_wait(asio::use_awaitable));
    }
  });
}

async::task<void> send_all(async::channel<int> &to) {
  for (int i = 0; i < batch; ++i)
    co_await to.send(i);
}
async::task<void> receive_all(async::channel<int> &from) {
  for (int i = 0; i < batch; ++i)
    benchmark::DoNotOptimize(co_await from.receive());
}
void channel_async(benchmark::State &state) {
  async::channel<int> values(64);
  in_async(state, [&]() -> async::task<void> { co_await async::gather(send_all(values), receive_all(values)); });
}

using asio_channel = asio::experimental::channel<void(boost::system::error_code, int)>;
asio::awaitable<void> send_all(asio_channel &to) {
  for (int i = 0; i < batch; ++i)
    co_await to.async_send({}, i, asio::use_awaitable);
}
asio::awaitable<void> receive_all(asio_channel &from) {
  for (int i = 0; i < batch; ++i)
    benchmark::DoNotOptimize(co_await from.async_receive(asio::use_awaitable));
}
void channel_asio(benchmark::State &state) {
  using namespace asio::experimental::awaitable_operators;
  in_asio(state, []() -> asio::awaitable<void> {
    asio_channel values(co_await asio::this_coro::executor, 64);
    co_await (send_all(values) && receive_all(values));
  });
}

void turn_async(benchmark::State &state) {
  in_async(state, []() -> async::task<void> {
    for (int i = 0; i < batch; ++i)
      co_await async::yield();
  });
}
void turn_asio(benchmark::State &state) {
  in_asio(state, []() -> asio::awaitable<void> {
    const auto executor = co_await asio::this_coro::executor;
    for (int i = 0; i < batch; ++i)
      co_await asio::post(executor, asio::use_awaitable);
  });
}

async::generator<int> count_up() {
  for (int i = 0; i < batch; ++i)
    co_yield i;
}
void generator_async(benchmark::State &state) {
  in_async(state, []() -> async::task<void> {
    auto values = count_up();
    while (auto value = co_await values.next())
      benchmark::DoNotOptimize(*value);
  });
}

void semaphore_async(benchmark::State &state) {
  async::semaphore few(4);
  in_async(state, [&]() -> async::task<void> {
    for (int i = 0; i < batch; ++i)
      auto held = co_await few.acquire();
  });
}

void to_thread_async(benchmark::State &state) {
  constexpr int few = 20;
  in_async(
      state,
      []() -> async::task<void> {
        for (int i = 0; i < few; ++i)
          co_await async::to_thread([] {});
      },
      few);
}

async::task<void> sleep_a_little() { co_await async::sleep_for(1ms); }

// From ten tasks to a million: each is spawned, sleeps on the virtual clock, and ends.
void linear_async(benchmark::State &state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  async::virtual_clock clock;
  async::run(
      [](benchmark::State &state, std::size_t count) -> async::task<void> {
        for (auto _ : state) {
          std::vector<async::task<void>> sleeping;
          sleeping.reserve(count);
          for (std::size_t i = 0; i < count; ++i)
            sleeping.push_back(sleep_a_little());
          co_await async::gather(std::move(sleeping));
        }
      }(state, count),
      {.clock = &clock});
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}

std::size_t in_use() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

async::task<void> wait_for_end(async::event &end) { co_await end.wait(); }

// Memory of a task that was spawned and waits, with everything that belongs to it.
void idle_bytes_async(benchmark::State &state) {
  constexpr std::size_t count = 100000;
  double bytes = 0;
  for (auto _ : state)
    async::run([](double &bytes) -> async::task<void> {
      async::event end;
      std::vector<async::join_handle<void>> idle;
      idle.reserve(count);
      const std::size_t before = in_use();
      for (std::size_t i = 0; i < count; ++i)
        idle.push_back(async::create_task(wait_for_end(end)));
      co_await async::yield();
      bytes = static_cast<double>(in_use() - before) / count;
      end.set();
      for (auto &each : idle)
        co_await each;
    }(bytes));
  state.counters["bytes"] = bytes;
}
void idle_bytes_asio(benchmark::State &state) {
  constexpr std::size_t count = 100000;
  double bytes = 0;
  for (auto _ : state) {
    asio::io_context context(1);
    asio::steady_timer end(context, asio::steady_timer::time_point::max());
    const std::size_t before = in_use();
    for (std::size_t i = 0; i < count; ++i)
      asio::co_spawn(
          context,
          [](asio::steady_timer &end) -> asio::awaitable<void> {
            boost::system::error_code ignored;
            co_await end.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
          }(end),
          asio::detached);
    context.poll();
    bytes = static_cast<double>(in_use() - before) / count;
    end.cancel();
    context.run();
  }
  state.counters["bytes"] = bytes;
}

} // namespace

BENCHMARK(ready_await_async);
BENCHMARK(ready_await_asio);
BENCHMARK(spawn_async);
BENCHMARK(spawn_asio);
BENCHMARK(gather_async);
BENCHMARK(gather_asio);
BENCHMARK(timeout_async);
BENCHMARK(timeout_asio);
BENCHMARK(channel_async);
BENCHMARK(channel_asio);
BENCHMARK(turn_async);
BENCHMARK(turn_asio);
BENCHMARK(generator_async);
BENCHMARK(semaphore_async);
BENCHMARK(to_thread_async)->UseRealTime();
BENCHMARK(linear_async)->RangeMultiplier(10)->Range(10, 1000000)->MinWarmUpTime(0.05);
BENCHMARK(idle_bytes_async)->Iterations(1);
BENCHMARK(idle_bytes_asio)->Iterations(1);
BENCHMARK_MAIN();
