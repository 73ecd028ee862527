// RUN: %check_async_tidy %s async-missing-timeout %t
// Completion tokens with a deadline.
#include <boost/asio.hpp>
#include <array>
#include <chrono>
namespace boost::asio {
template <class T> struct cancel_after_t {
  T t;
};
template <class R, class P, class T> auto cancel_after(std::chrono::duration<R, P>, T t) {
  return t;
}
} // namespace boost::asio
namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
using token = asio::use_awaitable_t<>;
using stream = token::as_default_on_t<tcp::socket>;
constexpr auto none = std::chrono::nanoseconds::max();
asio::awaitable<void> a(tcp::socket s) {
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::cancel_after(5s, asio::use_awaitable));
  co_await asio::async_read(s, asio::buffer(b), asio::as_tuple(asio::cancel_after(5s, asio::use_awaitable)));
  auto soon = asio::cancel_after(5s, asio::use_awaitable);
  co_await asio::async_write(s, asio::buffer(b), soon);
  co_await asio::async_write(s, asio::buffer(b), asio::use_awaitable); // expect: async-missing-timeout
}
asio::awaitable<void> d(stream s) {
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b)); // expect: async-missing-timeout
}
asio::awaitable<void> e(tcp::socket s) {
  std::array<char, 10> b;
  auto [ec, n] = co_await s.async_read_some(asio::buffer(b), asio::as_tuple(asio::use_awaitable)); // expect: async-missing-timeout
}
asio::awaitable<void> f(tcp::socket s) {
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::cancel_after(none, asio::use_awaitable)); // expect: async-missing-timeout
}
asio::awaitable<void> read_all(tcp::socket &s) {
  std::array<char, 10> b;
  co_await s.async_read_some(asio::buffer(b), asio::use_awaitable);
}
asio::awaitable<void> g(tcp::socket s) {
  co_await asio::co_spawn(s.get_executor(), read_all(s), asio::cancel_after(5s, asio::use_awaitable));
}
