// RUN: %check_async_tidy %s async-unbounded-queue %t
// Queues that have no capacity at all, queues whose default is one, and sizes in types.
#include <boost/asio/experimental/channel.hpp>
#include <boost/cobalt.hpp>
#include <coro/coro.hpp>
#include <coro/queue.hpp>
#include <coro/ring_buffer.hpp>
#include <folly/coro/AsyncPipe.h>
#include <folly/coro/BoundedQueue.h>
#include <folly/coro/Task.h>
#include <folly/coro/UnboundedQueue.h>
#include <seastar/core/coroutine.hh>
#include <seastar/core/queue.hh>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace on_folly {
using folly::coro::Task;
Task<std::optional<std::string>> readChunk();

class Tokens {
  folly::coro::UnboundedQueue<std::string> tokens_; // expect: async-unbounded-queue // expect-message: 'tokens_' has no capacity: when 'produce' sends faster than the other side receives, it grows without a limit; use a 'folly::coro::BoundedQueue' or a 'folly::coro::BoundedAsyncPipe' with a capacity
  folly::coro::BoundedQueue<std::string> bounded_{128};

public:
  Task<void> produce() {
    while (auto chunk = co_await readChunk()) {
      tokens_.enqueue(*chunk);
      co_await bounded_.enqueue(*chunk);
    }
  }
};

Task<void> pipe() {
  auto [stream, pipe] = folly::coro::AsyncPipe<std::string>::create(); // expect: async-unbounded-queue
  while (auto chunk = co_await readChunk())
    pipe.write(*chunk);
}

Task<void> boundedPipe() {
  auto [stream, pipe] = folly::coro::BoundedAsyncPipe<std::string>::create(16);
  while (auto chunk = co_await readChunk())
    co_await pipe.write(*chunk);
}
} // namespace on_folly

namespace on_libcoro {
coro::task<std::string> read();
coro::task<void> feed(coro::queue<std::string> &out) {
  for (;;)
    co_await out.push(co_await read());
}
coro::task<void> run() {
  coro::queue<std::string> lines; // expect: async-unbounded-queue // expect-message: 'lines' has no capacity: when 'feed' sends faster than the other side receives, it grows without a limit; use a 'coro::ring_buffer', whose capacity is part of its type
  coro::ring_buffer<std::string, 64> ring;
  co_await feed(lines);
  for (;;)
    co_await ring.produce(co_await read());
}
} // namespace on_libcoro

namespace on_others {
seastar::future<std::string> receive();
seastar::future<> feed() {
  seastar::queue<std::string> small(100);
  seastar::queue<std::string> huge(std::numeric_limits<std::size_t>::max()); // expect: async-unbounded-queue
  for (;;) {
    co_await small.push_eventually(co_await receive());
    co_await huge.push_eventually(co_await receive());
  }
}

boost::cobalt::promise<std::string> next();
boost::cobalt::task<void> stream() {
  boost::cobalt::channel<std::string> rendezvous;
  boost::cobalt::channel<std::string> some{16};
  boost::cobalt::channel<std::string> all{SIZE_MAX}; // expect: async-unbounded-queue
  for (;;) {
    co_await rendezvous.write(co_await next());
    co_await some.write(co_await next());
    co_await all.write(co_await next());
  }
}

using text_channel = boost::asio::experimental::channel<void(boost::system::error_code, std::string)>;
boost::asio::awaitable<std::string> line();
boost::asio::awaitable<void> forward(boost::asio::any_io_executor ex) {
  text_channel lines(ex);
  text_channel buffered(ex, 32);
  for (;;) {
    co_await lines.async_send({}, co_await line(), boost::asio::use_awaitable);
    co_await buffered.async_send({}, co_await line(), boost::asio::use_awaitable);
  }
}
} // namespace on_others
