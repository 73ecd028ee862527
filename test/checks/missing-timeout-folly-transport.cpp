// RUN: %check_async_tidy %s async-missing-timeout %t
// A transport of folly.
#include <folly/coro/Task.h>
#include <folly/coro/Timeout.h>
#include <folly/coro/Collect.h>
#include <folly/coro/Sleep.h>
#include <folly/io/coro/Transport.h>
#include <string>
using namespace std::chrono_literals;
using folly::coro::Task;
using folly::coro::Transport;
Task<std::size_t> fill(Transport &t, unsigned char *p, std::size_t n) {
  co_return co_await t.read(folly::MutableByteRange(p, n), 0ms);
}
Task<std::size_t> fill2(Transport &t, unsigned char *p, std::size_t n) {
  co_return co_await t.read(folly::MutableByteRange(p, n), 500ms);
}
Task<void> send(Transport t, std::string s) {
  co_await t.write(folly::ByteRange(s)); // expect: async-missing-timeout
}
Task<void> send2(Transport t, std::string s) {
  co_await t.write(folly::ByteRange(s), 2s);
}
Task<int> top(folly::EventBase *evb) {
  auto t = co_await Transport::newConnectedSocket(evb, folly::SocketAddress("h", 1), 5s);
  unsigned char b[10];
  co_await folly::coro::timeout(fill(t, b, 10), 5s);
  co_await fill(t, b, 10); // expect: async-missing-timeout
  co_return 1;
}
Task<int> top2(folly::EventBase *evb) {
  auto t = co_await Transport::newConnectedSocket(evb, folly::SocketAddress("h", 1), 0ms); // expect: async-missing-timeout
  co_return 1;
}
template <class... A> Task<int> both(A... a);
Task<int> race(Transport t) {
  unsigned char b[10];
  co_await folly::coro::collectAll(fill2(t, b, 10), folly::coro::sleep(5s));
  co_return 1;
}
