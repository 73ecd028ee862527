// RUN: %check_async_tidy %s async-missing-timeout %t
// Streams of kj.
#include <kj/async.h>
#include <chrono>
namespace kj {
struct Duration {};
class AsyncInputStream {
public:
  virtual Promise<std::size_t> read(void *b, std::size_t min, std::size_t max) = 0;
};
class AsyncIoStream : public AsyncInputStream {};
class NetworkAddress {
public:
  virtual Promise<Own<AsyncIoStream>> connect() = 0;
};
class Timer {
public:
  virtual Promise<void> afterDelay(Duration d) = 0;
  template <class T> Promise<T> timeoutAfter(Duration d, Promise<T> &&p);
};
} // namespace kj
kj::Promise<int> read(kj::AsyncInputStream &in) {
  char b[10];
  auto n = co_await in.read(b, 1, 10);
  co_return n;
}
kj::Promise<int> bounded(kj::Timer &t, kj::Own<kj::AsyncIoStream> s) {
  co_return co_await t.timeoutAfter(kj::Duration(), read(*s));
}
kj::Promise<int> unbounded(kj::Own<kj::AsyncIoStream> s) {
  co_return co_await read(*s); // expect: async-missing-timeout
}
kj::Promise<int> conn(kj::NetworkAddress &a) {
  auto s = co_await a.connect(); // expect: async-missing-timeout
  co_return 1;
}
kj::Promise<void> raced(kj::Timer &t, kj::NetworkAddress &a) {
  auto p = a.connect().then([](kj::Own<kj::AsyncIoStream> s) {});
  co_await p.exclusiveJoin(t.afterDelay(kj::Duration()));
}
