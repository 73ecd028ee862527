// RUN: %check_async_tidy %s async-blocking-call %t
// Async generators are coroutines too: a blocking call between two yields stops the loop.
#include <async/async.hpp>
#include <boost/cobalt.hpp>
#include <cppcoro/async_generator.hpp>
#include <folly/coro/AsyncGenerator.h>
#include <chrono>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
using namespace std::chrono_literals;

async::generator<std::string> lines_of(std::string path) {
  std::ifstream in(path); // expect: async-blocking-call
  for (std::string line; std::getline(in, line);) co_yield line;
}

cppcoro::async_generator<int> ticks(int count) {
  for (int i = 0; i < count; ++i) {
    std::this_thread::sleep_for(1s); // expect: async-blocking-call
    co_yield i;
  }
}

folly::coro::AsyncGenerator<std::string> words_of(std::string text) {
  std::istringstream in(text);
  for (std::string word; in >> word;) co_yield std::move(word);
}

boost::cobalt::generator<int> samples(int count) {
  for (int i = 0; i < count; ++i) {
    usleep(1000); // expect: async-blocking-call
    co_yield i;
  }
  co_return 0;
}

async::generator<int> paced(int count) {
  for (int i = 0; i < count; ++i) {
    co_await async::sleep_for(1s);
    co_yield i;
  }
}

async::generator<int> loaded(std::string path) {
  int size = co_await async::to_thread([path] {
    std::ifstream in(path, std::ios::ate);
    return static_cast<int>(in.tellg());
  });
  for (int i = 0; i < size; ++i) co_yield i;
}

async::task<std::size_t> consume(std::string path) {
  std::size_t total = 0;
  auto lines = lines_of(path);
  while (auto line = co_await lines.next()) total += line->size();
  co_return total;
}
