// What the examples that reach I/O through libcoro take as given.
#pragma once
#include <chrono>
#include <coro/coro.hpp>
#include <coro/net/tcp/client.hpp>
#include <memory>
#include <string>

using namespace std::chrono_literals;
using scheduler = std::shared_ptr<coro::scheduler>;
using address = coro::net::tcp::client::options;

inline coro::task<std::string> query(scheduler on, address at, std::string question) {
  coro::net::tcp::client client{on, at};
  co_await client.connect(2000ms);
  co_await client.write_all(question, 2000ms);
  std::string answer(256, ' ');
  co_await client.read_some(answer, 2000ms);
  co_return answer;
}
