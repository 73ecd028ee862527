// RUN: %check_async_tidy %s async-unreferenced-task %t
// A program that starts its tasks and then runs the loop is the owner of them.
#include <boost/asio.hpp>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;

asio::awaitable<void> listener(tcp::acceptor acceptor);
asio::awaitable<void> session(tcp::socket socket);
asio::awaitable<void> watch_config(std::string path);

asio::awaitable<void> accept_loop(tcp::acceptor acceptor) {
  for (;;)
    asio::co_spawn(acceptor.get_executor(), session(co_await acceptor.async_accept(asio::use_awaitable)), asio::detached); // expect: async-unreferenced-task
}

void accept_later(asio::io_context &io, tcp::socket socket) {
  asio::co_spawn(io, session(std::move(socket)), asio::detached); // expect: async-unreferenced-task
}

int main() {
  asio::io_context io;
  asio::signal_set signals(io, 2, 15);
  signals.async_wait([&](auto, auto) { io.stop(); });
  asio::co_spawn(io, accept_loop({io, {tcp::v4(), 5555}}), asio::detached);
  asio::co_spawn(io.get_executor(), watch_config("a"), [](std::exception_ptr) {});
  auto strand = asio::make_strand(io);
  asio::co_spawn(strand, watch_config("b"), asio::detached);
  for (std::string path : {"c", "d"})
    asio::co_spawn(io, watch_config(path), asio::detached);
  io.run();
}

void with_threads(unsigned n) {
  asio::io_context io;
  auto work = asio::make_work_guard(io);
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < n; ++i)
    threads.emplace_back([&io] { io.run(); });
  asio::co_spawn(io, watch_config("e"), asio::detached);
  for (auto &t : threads)
    t.join();
}

void on_pool() {
  asio::thread_pool pool(4);
  asio::co_spawn(pool, watch_config("f"), asio::detached);
  pool.join();
}

void run_until_done(asio::io_context &io) {
  io.run();
}

void by_helper() {
  asio::io_context io{1};
  asio::co_spawn(io, watch_config("g"), asio::detached);
  run_until_done(io);
}

class server {
  asio::io_context io_;

public:
  void run() {
    asio::co_spawn(io_, watch_config("h"), asio::detached);
    io_.run();
  }
  void reload(std::string path) {
    asio::co_spawn(io_, watch_config(path), asio::detached); // expect: async-unreferenced-task
  }
};

void other_loop(asio::io_context &io) {
  asio::io_context own;
  asio::co_spawn(io, watch_config("i"), asio::detached); // expect: async-unreferenced-task
  own.run();
}
