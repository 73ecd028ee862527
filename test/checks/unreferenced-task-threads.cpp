// RUN: %check_async_tidy %s async-unreferenced-task %t
// A thread that is let go inside a coroutine; plain functions are no business of this check.
#include <boost/asio.hpp>
#include <coro/coro.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;

void crunch(std::string file);
asio::awaitable<void> pause_briefly();

asio::awaitable<void> from_coroutine(std::string file) {
  std::thread([file] { crunch(file); }).detach(); // expect: async-unreferenced-task // expect-message: a thread is detached in a coroutine: nobody can wait for it, and it may outlive what it uses; keep it in an object that joins it
  std::thread worker(crunch, file);
  worker.detach(); // expect: async-unreferenced-task
  std::jthread([file] { crunch(file); }).detach(); // expect: async-unreferenced-task
  std::jthread kept(crunch, file);
  co_await pause_briefly();
}

auto from_libcoro(std::string file) -> coro::task<void> {
  std::thread{crunch, file}.detach(); // expect: async-unreferenced-task
  co_return;
}

void from_plain(std::string file) {
  std::thread([file] { crunch(file); }).detach();
}

class workers {
  std::vector<std::thread> threads_;

public:
  asio::awaitable<void> start(std::string file) {
    threads_.emplace_back(crunch, file);
    std::thread worker(crunch, file);
    co_await pause_briefly();
    worker.join();
  }
};
