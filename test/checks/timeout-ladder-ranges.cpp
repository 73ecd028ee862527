// RUN: %check_async_tidy %s async-timeout-ladder %t
// option: async-timeout-ladder.CheckRanges=true
// Deadlines outside of what is usual for the class of the operation.
#include <coro/coro.hpp>
#include <coro/net/tcp/client.hpp>
#include <chrono>
using namespace std::chrono_literals;
coro::task<bool> a(coro::net::tcp::client &client) {
  auto status = co_await client.connect(5min); // expect: async-timeout-ladder
  // expect-message: 'connect' waits for a peer and is given 300 s; 10 to 30 s are usual
  co_return status == coro::net::connect_status::connected;
}
coro::task<bool> b(coro::net::tcp::client &client) {
  auto status = co_await client.connect(15s);
  co_return status == coro::net::connect_status::connected;
}
coro::task<bool> c(coro::net::tcp::client &client, std::chrono::milliseconds limit) {
  auto status = co_await client.connect(limit);
  co_return status == coro::net::connect_status::connected;
}
// Pauses alone contradict no deadline, however long they are; the range of the deadline is asked all the same.
static coro::task<bool> patient(coro::scheduler &s, coro::net::tcp::client &client) {
  co_await s.yield_for(200s);
  co_await s.yield_for(200s);
  auto status = co_await client.connect();
  co_return status == coro::net::connect_status::connected;
}
coro::task<bool> d(coro::scheduler &s, coro::net::tcp::client &client) {
  auto done = co_await s.schedule(patient(s, client), 5min); // expect: async-timeout-ladder
  // expect-message: 'patient' waits for a peer and is given 300 s; 10 to 30 s are usual
  co_return bool(done);
}
