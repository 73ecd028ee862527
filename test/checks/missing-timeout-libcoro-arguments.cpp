// RUN: %check_async_tidy %s async-missing-timeout %t
// Deadline arguments whose zero means none, also through parameters with a default.
#include <coro/coro.hpp>
#include <coro/net/tcp/client.hpp>
#include <coro/net/tcp/server.hpp>
#include <array>
using namespace std::chrono_literals;
using client = coro::net::tcp::client;
constexpr std::chrono::milliseconds kNone{0};
constexpr auto kLimit = 2s;
struct limits {
  static constexpr std::chrono::milliseconds read{250};
};
coro::task<void> a(client &c, std::array<char, 8> &b) {
  co_await c.read_some(b, kNone); // expect: async-missing-timeout
}
coro::task<void> bb(client &c, std::array<char, 8> &b) {
  co_await c.read_some(b, kLimit);
  co_await c.read_some(b, limits::read);
}
coro::task<void> helper(client &c, std::array<char, 8> &b, std::chrono::milliseconds t = 0ms) {
  co_await c.read_some(b, t);
}
coro::task<void> d(client &c, std::array<char, 8> &b) {
  co_await helper(c, b); // expect: async-missing-timeout
}
coro::task<void> e(client &c, std::array<char, 8> &b) {
  co_await helper(c, b, 3s);
}
coro::task<void> serve(std::shared_ptr<coro::io_scheduler> s, coro::net::tcp::server server) {
  co_await s->schedule();
  for (;;) {
    auto status = co_await server.poll();
    if (status != coro::poll_status::read)
      co_return;
    auto c = server.accept();
  }
}
coro::task<int> both(std::shared_ptr<coro::io_scheduler> s, client c) {
  std::array<char, 8> b;
  co_await coro::when_all(helper(c, b), helper(c, b, 3s)); // expect: async-missing-timeout
  co_return 1;
}
coro::task<void> sched(std::shared_ptr<coro::io_scheduler> s, client c) {
  std::array<char, 8> b;
  co_await s->schedule(helper(c, b)); // expect: async-missing-timeout
}
coro::task<void> sched2(std::shared_ptr<coro::io_scheduler> s, client c) {
  std::array<char, 8> b;
  auto r = co_await s->schedule(helper(c, b), 10s);
}
coro::task<void> many(std::shared_ptr<coro::io_scheduler> s, std::vector<client> &cs) {
  std::array<char, 8> b;
  std::vector<coro::task<void>> tasks;
  for (auto &c : cs)
    tasks.push_back(helper(c, b, 1s));
  co_await coro::when_all(std::move(tasks));
}
coro::task<void> many2(std::shared_ptr<coro::io_scheduler> s, std::vector<client> &cs) {
  std::array<char, 8> b;
  std::vector<coro::task<void>> tasks;
  for (auto &c : cs)
    tasks.push_back(helper(c, b));
  co_await coro::when_all(std::move(tasks)); // expect: async-missing-timeout
}
