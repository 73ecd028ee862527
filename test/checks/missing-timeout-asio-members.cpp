// RUN: %check_async_tidy %s async-missing-timeout %t
// Sockets that are members: the class owns them; a member that is a reference belongs to somebody else.
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <array>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>
namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

class Client {
public:
  explicit Client(asio::any_io_executor ex) : socket_(ex) {
  }
  asio::awaitable<void> connect(tcp::endpoint e) {
    co_await socket_.async_connect(e, asio::use_awaitable); // expect: async-missing-timeout
  }
  asio::awaitable<std::string> ask(std::string q) {
    co_await asio::async_write(socket_, asio::buffer(q), asio::use_awaitable); // expect: async-missing-timeout
    std::string line;
    co_await asio::async_read_until(socket_, asio::dynamic_buffer(line), '\n', asio::use_awaitable);
    co_return line;
  }

private:
  tcp::socket socket_;
};
class Bounded {
public:
  explicit Bounded(asio::any_io_executor ex) : socket_(ex) {
  }
  asio::awaitable<std::string> ask(std::string q) {
    asio::steady_timer t(socket_.get_executor(), 30s);
    auto r = co_await (exchange(std::move(q)) || t.async_wait(asio::use_awaitable));
    co_return std::get<0>(r);
  }

private:
  asio::awaitable<std::string> exchange(std::string q) {
    co_await asio::async_write(socket_, asio::buffer(q), asio::use_awaitable);
    co_return co_await read();
  }
  asio::awaitable<std::string> read() {
    std::string line;
    co_await asio::async_read_until(socket_, asio::dynamic_buffer(line), '\n', asio::use_awaitable);
    co_return line;
  }
  tcp::socket socket_;
};
// reader over a reference
struct Reader {
  tcp::socket &socket;
  asio::awaitable<int> byte() {
    char c;
    co_await asio::async_read(socket, asio::buffer(&c, 1), asio::use_awaitable);
    co_return c;
  }
};
asio::awaitable<int> use(tcp::socket s) {
  Reader reader{s};
  co_return co_await reader.byte(); // expect: async-missing-timeout
}
