// RUN: %check_async_tidy %s async-timeout-ladder %t
// Deadlines that stand in the completion token.
#include <boost/asio.hpp>
#include <chrono>
#include <string>
namespace boost::asio {
template <class R, class P, class T> auto cancel_after(std::chrono::duration<R, P>, T t) { return t; }
} // namespace boost::asio
namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
asio::awaitable<std::string> exchange(tcp::socket &socket, std::string text) {
  co_await asio::async_write(socket, asio::buffer(text), asio::as_tuple(asio::cancel_after(5s, asio::use_awaitable)));
  std::string line;
  co_await asio::async_read_until(socket, asio::dynamic_buffer(line), '\n', asio::cancel_after(20s, asio::use_awaitable));
  co_return line;
}
asio::awaitable<std::string> soon(tcp::socket socket, std::string text) {
  co_return co_await asio::co_spawn(socket.get_executor(), exchange(socket, text),
                                    asio::cancel_after(15s, asio::use_awaitable)); // expect: async-timeout-ladder
}
asio::awaitable<std::string> later(tcp::socket socket, std::string text) {
  co_return co_await asio::co_spawn(socket.get_executor(), exchange(socket, text), asio::cancel_after(25s, asio::use_awaitable));
}
asio::awaitable<std::string> when_told(tcp::socket socket, std::string text, std::chrono::seconds limit) {
  co_return co_await asio::co_spawn(socket.get_executor(), exchange(socket, text), asio::cancel_after(limit, asio::use_awaitable));
}
