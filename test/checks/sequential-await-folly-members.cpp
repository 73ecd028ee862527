// RUN: %check_async_tidy %s async-sequential-await %t
// A profile page from members: a shared connection orders, own connections do not.
#include <folly/coro/Task.h>
#include <folly/coro/Mutex.h>
#include <folly/coro/Sleep.h>
#include <folly/coro/Timeout.h>
#include <folly/io/coro/Transport.h>
#include <array>
#include <chrono>
#include <string>
using namespace std::chrono_literals;
struct Profile { std::string name, history; };
class Desk {
 public:
  explicit Desk(folly::EventBase* base) : base_(base) {}
  folly::coro::Task<Profile> page(std::string user) {
    Profile p;
    p.name = co_await name(user);
    p.history = co_await history(user); // expect: async-sequential-await
    co_return p;
  }
  folly::coro::Task<std::string> onOneLine(folly::coro::Transport& line) {
    auto a = co_await readLine(line);
    auto b = co_await readLine(line);
    co_return a + b;
  }
  folly::coro::Task<std::string> locked(std::string user) {
    auto lock = co_await mutex_.co_scoped_lock();
    auto a = co_await name(user);
    co_return a;
  }
  folly::coro::Task<std::string> bounded(std::string user) {
    auto a = co_await folly::coro::timeout(name(user), 2s);
    auto b = co_await folly::coro::timeout(history(user), 2s); // expect: async-sequential-await
    co_return a + b;
  }
  folly::coro::Task<std::string> slow(std::string user) {
    auto a = co_await name(user);
    co_await folly::coro::sleep(100ms);
    auto b = co_await history(user);
    co_return a + b;
  }
 private:
  folly::coro::Task<std::string> name(std::string user) {
    auto t = co_await folly::coro::Transport::newConnectedSocket(base_, folly::SocketAddress("names", 1), 2s);
    co_return co_await readLine(t);
  }
  folly::coro::Task<std::string> history(std::string user) {
    auto t = co_await folly::coro::Transport::newConnectedSocket(base_, folly::SocketAddress("history", 1), 2s);
    co_return co_await readLine(t);
  }
  static folly::coro::Task<std::string> readLine(folly::coro::Transport& t) {
    std::array<unsigned char, 64> chunk;
    auto n = co_await t.read({chunk.data(), chunk.size()}, 5s);
    co_return std::string(chunk.begin(), chunk.begin() + n);
  }
  folly::EventBase* base_;
  folly::coro::Mutex mutex_;
};
