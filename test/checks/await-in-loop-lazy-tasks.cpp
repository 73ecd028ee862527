// RUN: %check_async_tidy %s async-await-in-loop %t
// Lazy tasks in a container start when they are awaited; handles of running work do not care.
// LIBRARIES: folly libcoro cppcoro async_simple concurrencpp cobalt asio runtime
#include "library.hpp"
#include <array>
#include <map>
#include <optional>
#include <deque>
lib::task<int> count(std::string url);

lib::task<int> sum(std::vector<lib::task<int>> tasks) {
  int total = 0;
  for (auto &task : tasks)
    total += co_await std::move(task); // expect: async-await-in-loop
  co_return total;
}

lib::task<std::vector<int>> in_order(std::deque<lib::task<int>> tasks) {
  std::vector<int> out;
  for (auto &&task : tasks) {
    int n = co_await std::move(task); // expect: async-await-in-loop
    out.push_back(n);
  }
  co_return out;
}

lib::task<int> by_index(std::vector<std::string> urls) {
  std::vector<lib::task<int>> tasks;
  for (auto &url : urls)
    tasks.push_back(count(url));
  int total = 0;
  for (std::size_t i = 0; i < tasks.size(); ++i)
    total += co_await std::move(tasks[i]); // expect: async-await-in-loop
  co_return total;
}

lib::task<int> by_key(std::map<std::string, lib::task<int>> tasks) {
  int total = 0;
  for (auto &[name, task] : tasks)
    total += co_await std::move(task); // expect: async-await-in-loop
  co_return total;
}
