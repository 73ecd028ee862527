// RUN: %check_async_tidy %s async-await-in-loop %t
// Operations that are ordered on a part of their object wait for each other on one object, and not on different ones.
#include <boost/asio.hpp>
#include <memory>
#include <string>
#include <vector>
namespace asio = boost::asio;
using asio::ip::tcp;

class Peer {
public:
  asio::awaitable<void> send(std::string line) { co_await asio::async_write(socket_, asio::buffer(line), asio::use_awaitable); }
  asio::awaitable<void> hello() { co_await send("hello"); }
  asio::awaitable<void> send_all(const std::vector<std::string> &lines) {
    for (const auto &line : lines)
      co_await send(line);
  }

private:
  tcp::socket socket_;
};

asio::awaitable<void> to_one(std::shared_ptr<Peer> peer, const std::vector<std::string> &lines) {
  for (const auto &line : lines)
    co_await peer->send(line);
}

asio::awaitable<void> to_each(std::vector<std::shared_ptr<Peer>> &peers, std::string line) {
  for (auto &peer : peers)
    co_await peer->send(line); // expect: async-await-in-loop
  for (auto &peer : peers)
    co_await peer->hello(); // expect: async-await-in-loop
}
