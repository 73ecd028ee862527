// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Socket operations of libcoro and cppcoro without their co_await.
#include <coro/net/tcp/client.hpp>
#include <cppcoro/async_scope.hpp>
#include <cppcoro/io_service.hpp>
#include <cppcoro/net/socket.hpp>
#include <cppcoro/static_thread_pool.hpp>
#include <cppcoro/when_all_ready.hpp>
#include <chrono>
#include <string>
#include <utility>

using namespace std::chrono_literals;

auto send_line(coro::net::tcp::client &client, std::string line) -> coro::task<bool> {
  client.connect(5s); // expect: async-dropped-awaitable // expect-fix: co_await client.connect(5s);
  auto connected = client.connect(); // expect: async-dropped-awaitable // expect-fix: auto connected = co_await client.connect();
  if (co_await client.connect(5s) != coro::net::connect_status::connected)
    co_return false;
  client.write_all(line); // expect: async-dropped-awaitable // expect-fix: co_await client.write_all(line);
  auto [status, rest] = co_await client.write_all(line, 1s);
  auto polled = client.poll(coro::poll_op::read, 1s);
  std::string answer(64, ' ');
  co_await polled;
  auto reading = client.read_some(answer); // expect: async-dropped-awaitable // expect-fix: auto reading = co_await client.read_some(answer);
  co_return status.is_ok();
}

cppcoro::task<> handle(cppcoro::net::socket peer);
cppcoro::task<std::size_t> relay(cppcoro::net::socket &from, cppcoro::net::socket &to, cppcoro::io_service &io, cppcoro::static_thread_pool &pool) {
  char buffer[256];
  io.schedule(); // expect: async-dropped-awaitable // expect-fix: co_await io.schedule();
  io.schedule_after(100ms); // expect: async-dropped-awaitable // expect-fix: co_await io.schedule_after(100ms);
  co_await pool.schedule();
  std::size_t n = co_await from.recv(buffer, sizeof buffer);
  to.send(buffer, n); // expect: async-dropped-awaitable // expect-fix: co_await to.send(buffer, n);
  auto sent = to.send(buffer, n); // expect: async-dropped-awaitable // expect-fix: auto sent = co_await to.send(buffer, n);
  auto sending = to.send(buffer, n);
  co_return co_await sending;
}

cppcoro::task<> accept_two(cppcoro::net::socket a, cppcoro::net::socket b, cppcoro::io_service &io, cppcoro::static_thread_pool &pool) {
  cppcoro::async_scope scope;
  scope.spawn(handle(std::move(a)));
  auto both = cppcoro::when_all_ready(relay(a, b, io, pool), relay(b, a, io, pool)); // expect: async-dropped-awaitable
  scope.join(); // expect: async-dropped-awaitable // expect-fix: co_await scope.join();
  co_await scope.join();
}
