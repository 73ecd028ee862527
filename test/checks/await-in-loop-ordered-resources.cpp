// RUN: %check_async_tidy %s async-await-in-loop %t
// Operations on one socket, stream or connection follow each other.
#include <boost/asio.hpp>
#include <coro/coro.hpp>
#include <coro/net/tcp/client.hpp>
#include <seastar/core/coroutine.hh>
#include <seastar/core/iostream.hh>
#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>
namespace asio = boost::asio;
using asio::ip::tcp;
using asio::use_awaitable;

asio::awaitable<void> write_frames(tcp::socket &socket, const std::vector<std::string> &frames) {
  for (const auto &frame : frames)
    co_await asio::async_write(socket, asio::buffer(frame), use_awaitable);
}

asio::awaitable<std::size_t> read_chunks(tcp::socket socket, int count) {
  std::size_t total = 0;
  std::array<char, 512> chunk;
  for (int i = 0; i < count; ++i)
    total += co_await socket.async_read_some(asio::buffer(chunk), use_awaitable);
  co_return total;
}

struct Frame {
  std::string header, body;
};
asio::awaitable<void> write_frame(tcp::socket &socket, Frame frame);
asio::awaitable<void> write_shared(std::shared_ptr<tcp::socket> socket, Frame frame);
asio::awaitable<void> write_raw(tcp::socket *socket, const Frame &frame);

asio::awaitable<void> through_helpers(tcp::socket &socket, std::shared_ptr<tcp::socket> shared, std::vector<Frame> frames) {
  for (auto &frame : frames)
    co_await write_frame(socket, frame);
  for (auto &frame : frames)
    co_await write_shared(shared, frame);
  for (auto &frame : frames)
    co_await write_raw(&socket, frame);
}

asio::awaitable<void> resolve_and_write(tcp::socket &socket, std::vector<std::string> names) {
  for (auto &name : names) {
    auto endpoints = co_await tcp::resolver(co_await asio::this_coro::executor).async_resolve(name, "http", use_awaitable);
    co_await asio::async_write(socket, asio::buffer(name), use_awaitable);
  }
}

class Connection {
public:
  asio::awaitable<void> send_all(std::vector<std::string> lines) {
    for (auto &line : lines)
      co_await send(line);
  }
  asio::awaitable<void> send_all_here(std::vector<std::string> lines) {
    for (auto &line : lines)
      co_await asio::async_write(socket_, asio::buffer(line), use_awaitable);
  }
  asio::awaitable<void> const_but_ordered(std::vector<std::string> lines) const {
    for (auto &line : lines)
      co_await forward(line);
  }

private:
  asio::awaitable<void> send(std::string line);
  asio::awaitable<void> forward(const std::string &line) const {
    co_await asio::async_write(*shared_, asio::buffer(line), use_awaitable);
  }
  tcp::socket socket_;
  std::shared_ptr<tcp::socket> shared_;
};

coro::task<void> echo(coro::net::tcp::client &client, std::vector<std::string> lines) {
  for (auto &line : lines)
    co_await client.write_all(line);
}

seastar::future<> lines(seastar::output_stream<char> &out, std::vector<std::string> text) {
  for (auto &line : text)
    co_await out.write(line.data(), line.size());
}

// A socket of its own for each iteration.
struct Session {
  tcp::socket socket;
  std::string greeting;
};
asio::awaitable<void> greet_all(std::vector<std::shared_ptr<Session>> sessions) {
  for (auto &session : sessions)
    co_await asio::async_write(session->socket, asio::buffer(session->greeting), use_awaitable); // expect: async-await-in-loop
}
