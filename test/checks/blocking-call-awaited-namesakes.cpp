// RUN: %check_async_tidy %s async-blocking-call %t
// Awaited operations whose names are those of blocking ones: wait, lock, acquire, join, get, wait_for, read, connect.
#include <async/async.hpp>
#include <boost/cobalt.hpp>
#include <coro/coro.hpp>
#include <coro/net/tcp/client.hpp>
#include <cppcoro/async_scope.hpp>
#include <cppcoro/net/socket.hpp>
#include <seastar/core/coroutine.hh>
#include <seastar/core/semaphore.hh>
#include <seastar/net/api.hh>
#include <folly/coro/Mutex.h>
#include <chrono>
#include <string>
#include <utility>
using namespace std::chrono_literals;
async::task<std::string> call_model(std::string prompt);
void run(std::string text);

async::task<std::string> runtime(async::event& ready, async::semaphore& slots, async::mutex& mutex, async::background_tasks& tasks) {
  co_await ready.wait();
  auto slot = co_await slots.acquire();
  auto guard = co_await mutex.lock();
  std::string text = co_await async::wait_for(call_model("hello"), 30s);
  co_await tasks.drain();
  co_return text;
}

boost::cobalt::task<int> cobalt(boost::cobalt::wait_group& group, boost::cobalt::channel<int>& channel) {
  co_await group.wait_one();
  int value = co_await channel.read();
  co_await group.wait();
  co_return value;
}

coro::task<bool> libcoro(coro::semaphore<8>& slots, coro::mutex& mutex, coro::net::tcp::client& client, coro::event& event) {
  co_await slots.acquire();
  co_await mutex.lock();
  mutex.unlock();
  co_await slots.release();
  co_await event;
  co_return co_await client.connect(5s) == coro::net::connect_status::connected;
}

cppcoro::task<std::size_t> cppcoro_io(cppcoro::net::socket& socket, cppcoro::async_scope& scope, char* buffer) {
  co_await socket.connect(cppcoro::net::ip_endpoint::from("127.0.0.1:80"));
  co_await scope.join();
  co_return co_await socket.recv(buffer, 16);
}

seastar::future<> seastar_io(seastar::semaphore& slots, seastar::server_socket& listener) {
  co_await slots.wait(1);
  auto client = co_await listener.accept();
  auto stream = client.connection.input();
  auto data = co_await stream.read();
  run(std::string(data.get(), data.size()));
  co_await seastar::connect(client.remote_address);
}

folly::coro::Task<void> folly_lock(folly::coro::Mutex& mutex) {
  co_await mutex.co_lock();
  if (!mutex.try_lock()) mutex.unlock();
}
