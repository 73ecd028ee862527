// RUN: %check_async_tidy %s async-sequential-await %t
#include <seastar/core/coroutine.hh>
#include <seastar/core/future.hh>
#include <seastar/core/iostream.hh>
#include <seastar/net/api.hh>
#include <string>
struct address { int port; };
static seastar::future<std::string> fetch(seastar::socket_address at) {
  auto socket = co_await seastar::connect(at);
  auto in = socket.input();
  auto buffer = co_await in.read();
  co_return std::string(buffer.get(), buffer.size());
}
seastar::future<std::string> report(seastar::socket_address a, seastar::socket_address b) {
  auto x = co_await fetch(a);
  auto y = co_await fetch(b); // expect: async-sequential-await
  co_return x + y;
}
seastar::future<std::string> started(seastar::socket_address a, seastar::socket_address b) {
  auto fx = fetch(a);
  auto fy = fetch(b);
  auto x = co_await std::move(fx);
  auto y = co_await std::move(fy);
  co_return x + y;
}
seastar::future<> same_stream(seastar::output_stream<char>& out, std::string a, std::string b) {
  co_await out.write(a);
  co_await out.flush();
}
seastar::future<> two_streams(seastar::output_stream<char>& left, seastar::output_stream<char>& right, const std::string& text) {
  co_await left.write(text);
  co_await right.write(text); // expect: async-sequential-await
}
