// RUN: %check_async_tidy %s async-missing-timeout %t
// Sockets of cppcoro, cancelled by a coroutine that runs beside.
#include <cppcoro/net/socket.hpp>
#include <cppcoro/task.hpp>
#include <cppcoro/io_service.hpp>
#include <cppcoro/when_all.hpp>
#include <cppcoro/cancellation_token.hpp>
#include <chrono>
using namespace std::chrono_literals;
cppcoro::task<> run(cppcoro::io_service &io) {
  auto s = cppcoro::net::socket::create_tcpv4(io);
  co_await s.connect(cppcoro::net::ip_endpoint::from("127.0.0.1:1")); // expect: async-missing-timeout
  char b[10];
  co_await s.recv(b, 10);
}
cppcoro::task<> cancel_later(cppcoro::io_service &io, cppcoro::cancellation_source source) {
  co_await io.schedule_after(5s);
  source.request_cancellation();
}
cppcoro::task<> body(cppcoro::io_service &io, cppcoro::cancellation_token ct) {
  auto s = cppcoro::net::socket::create_tcpv4(io);
  co_await s.connect(cppcoro::net::ip_endpoint::from("127.0.0.1:1"), ct);
}
cppcoro::task<> run2(cppcoro::io_service &io) {
  cppcoro::cancellation_source source;
  co_await cppcoro::when_all(body(io, source.token()), cancel_later(io, source));
}
