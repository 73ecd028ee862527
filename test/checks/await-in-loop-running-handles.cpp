// RUN: %check_async_tidy %s async-await-in-loop %t
// What already runs is only collected in a row.
// LIBRARIES: seastar kj qcoro
#include "library.hpp"
lib::task<int> count(std::string url);

lib::task<int> collect(std::vector<std::string> urls) {
  std::vector<lib::task<int>> running;
  for (auto &url : urls)
    running.push_back(count(url));
  int total = 0;
  for (auto &one : running)
    total += co_await std::move(one);
  co_return total;
}

lib::task<int> collect_by_index(std::vector<lib::task<int>> running) {
  int total = 0;
  for (std::size_t i = 0; i < running.size(); ++i)
    total += co_await std::move(running[i]);
  co_return total;
}

lib::task<int> each_in_turn(std::vector<std::string> urls) {
  int total = 0;
  for (auto &url : urls)
    total += co_await count(url); // expect: async-await-in-loop
  co_return total;
}
