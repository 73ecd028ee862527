// RUN: %check_async_tidy %s async-blocking-call %t
// Nothing here runs inside a coroutine: main, callbacks, tests and start-up code may block as they like.
#include <boost/asio.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <future>
#include <iostream>
#include <string>
#include <thread>
#include <vector>
namespace asio = boost::asio;
using asio::ip::tcp;
asio::awaitable<int> serve(tcp::acceptor acceptor, std::string config);

static std::string slurp(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}
struct Server {
  explicit Server(const std::string& path) : config(slurp(path)), worker([this] { loop.run(); }) {}
  ~Server() {
    loop.stop();
    worker.join();
  }
  // Returns a task, but is no coroutine itself, and only plain code calls it.
  asio::awaitable<int> start(unsigned short port) {
    config += slurp("defaults.ini");
    return serve(tcp::acceptor(loop, tcp::endpoint(tcp::v4(), port)), config);
  }
  std::string config;
  asio::io_context loop;
  std::thread worker;
};
static bool wait_until_up(asio::io_context& context, const tcp::endpoint& endpoint) {
  tcp::socket socket(context);
  for (int i = 0; i < 50; ++i) {
    boost::system::error_code ec;
    socket.connect(endpoint, ec);
    if (!ec) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return false;
}
int main(int argc, char** argv) {
  Server server(argc > 1 ? argv[1] : "server.ini");
  auto done = asio::co_spawn(server.loop, server.start(8080), asio::use_future);
  asio::io_context client;
  if (!wait_until_up(client, tcp::endpoint(asio::ip::address_v4::loopback(), 8080))) return std::system("journalctl -n 20");
  std::cout << done.get() << std::endl;
  std::vector<std::jthread> threads(2);
  threads.clear();
}
