// RUN: %check_async_tidy %s async-await-in-loop %t
// A timer, a permit, a lock, a yield, an executor hop or a queue in each iteration is there for a reason.
#include <async/async.hpp>
#include <boost/asio.hpp>
#include <boost/cobalt.hpp>
#include <coro/coro.hpp>
#include <coro/queue.hpp>
#include <folly/coro/BoundedQueue.h>
#include <folly/coro/Mutex.h>
#include <folly/coro/Sleep.h>
#include <folly/coro/Task.h>
#include <seastar/core/coroutine.hh>
#include <seastar/core/semaphore.hh>
#include <seastar/core/sleep.hh>
#include <seastar/coroutine/maybe_yield.hh>
#include <chrono>
#include <string>
#include <vector>
using namespace std::chrono_literals;
namespace asio = boost::asio;
folly::coro::Task<std::string> get(std::string url);
async::task<std::string> fetch(std::string url);
coro::task<std::string> load(std::string url);
seastar::future<std::string> read(std::string url);
asio::awaitable<std::string> ask(std::string url);
boost::cobalt::task<std::string> call(std::string url);

folly::coro::Task<void> slept(std::vector<std::string> urls) {
  for (auto &url : urls) {
    co_await get(url);
    co_await folly::coro::sleep(100ms);
  }
}

async::task<void> slept_sometimes(std::vector<std::string> urls) {
  int n = 0;
  for (auto &url : urls) {
    co_await fetch(url);
    if (++n % 10 == 0)
      co_await async::sleep_for(1s);
  }
}

asio::awaitable<void> by_a_timer(std::vector<std::string> urls) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (auto &url : urls) {
    co_await ask(url);
    timer.expires_after(50ms);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

folly::coro::Task<void> only_sleeps(int n) {
  for (int i = 0; i < n; ++i)
    co_await folly::coro::sleep(std::chrono::milliseconds(i));
}

folly::coro::Task<void> locked(folly::coro::Mutex &mutex, std::vector<std::string> urls) {
  for (auto &url : urls) {
    auto lock = co_await mutex.co_scoped_lock();
    co_await get(url);
  }
}

async::task<void> permitted(async::semaphore &slots, std::vector<std::string> urls) {
  for (auto &url : urls) {
    auto permit = co_await slots.acquire();
    co_await fetch(url);
  }
}

seastar::future<> yielded(std::vector<std::string> urls) {
  for (auto &url : urls) {
    co_await read(url);
    co_await seastar::coroutine::maybe_yield();
  }
}

seastar::future<> units(seastar::semaphore &limit, std::vector<std::string> urls) {
  for (auto &url : urls) {
    auto held = co_await seastar::get_units(limit, 1);
    co_await read(url);
  }
}

coro::task<void> hopped(coro::thread_pool &pool, std::vector<std::string> urls) {
  for (auto &url : urls) {
    co_await pool.schedule();
    co_await load(url);
  }
}

coro::task<void> pushed(coro::queue<std::string> &queue, std::vector<std::string> urls) {
  for (auto &url : urls)
    co_await queue.push(url);
}

async::task<void> sent(async::channel<std::string> &channel, std::vector<std::string> urls) {
  for (auto &url : urls)
    co_await channel.send(url);
}

async::task<std::vector<std::string>> received(async::channel<std::string> &channel, int count) {
  std::vector<std::string> out;
  for (int i = 0; i < count; ++i)
    if (auto item = co_await channel.receive())
      out.push_back(*item);
  co_return out;
}

async::task<void> drained(async::channel<std::string> &channel) {
  while (auto item = co_await channel.receive())
    co_await fetch(*item);
}

async::task<void> received_with_a_deadline(async::channel<std::string> &channel, int count) {
  for (int i = 0; i < count; ++i)
    co_await async::wait_for(channel.receive(), 1s);
}

boost::cobalt::task<void> written(boost::cobalt::channel<std::string> &channel, std::vector<std::string> urls) {
  for (auto &url : urls)
    co_await channel.write(url);
}

// A wrapper around a timer is a timer.
folly::coro::Task<void> back_off(int attempt) { co_await folly::coro::sleep(std::chrono::milliseconds(100 << attempt)); }

folly::coro::Task<void> paced_by_a_wrapper(std::vector<std::string> urls) {
  int attempt = 0;
  for (auto &url : urls) {
    co_await get(url);
    co_await back_off(attempt++);
  }
}

async::task<void> wait_for_turn(async::semaphore &slots) { auto permit = co_await slots.acquire(); }

async::task<void> turns(async::semaphore &slots, std::vector<std::string> urls) {
  for (auto &url : urls) {
    co_await wait_for_turn(slots);
    co_await fetch(url);
  }
}

// An executor is no pause.
asio::awaitable<std::vector<std::string>> on_the_executor(std::vector<std::string> urls) {
  std::vector<std::string> out;
  for (auto &url : urls) {
    auto executor = co_await asio::this_coro::executor;
    out.push_back(co_await asio::co_spawn(executor, ask(url), asio::use_awaitable)); // expect: async-await-in-loop
  }
  co_return out;
}
