// RUN: %check_async_tidy %s async-missing-timeout %t
// Streams of seastar.
#include <seastar/core/coroutine.hh>
#include <seastar/core/with_timeout.hh>
#include <seastar/core/sleep.hh>
#include <seastar/core/gate.hh>
#include <seastar/net/api.hh>
using namespace std::chrono_literals;
seastar::future<int> ask(seastar::socket_address a) {
  auto conn = co_await seastar::connect(a); // expect: async-missing-timeout
  auto out = conn.output();
  auto in = conn.input();
  co_await out.write("x", 1);
  co_await out.flush();
  auto buf = co_await in.read();
  co_return 1;
}
seastar::future<int> read_one(seastar::input_stream<char> &in) {
  auto b = co_await in.read();
  co_return 1;
}
seastar::future<int> bounded(seastar::connected_socket conn) {
  auto in = conn.input();
  co_return co_await seastar::with_timeout(seastar::lowres_clock::now() + 5s, read_one(in));
}
seastar::future<> accept_loop(seastar::server_socket &s) {
  for (;;) {
    auto r = co_await s.accept();
  }
}
seastar::future<int> pass(seastar::input_stream<char> &in) {
  return read_one(in);
}
seastar::future<int> owner(seastar::connected_socket conn) {
  auto in = conn.input();
  co_return co_await pass(in); // expect: async-missing-timeout
}
