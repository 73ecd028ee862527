// RUN: %check_async_tidy %s async-unstructured-tasks %t
// Which ways out of a coroutine leave a task behind.
#include <async/async.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>
using namespace std::chrono_literals;
async::task<void> work(int &into);
async::task<int> load();
void log(const std::string &text);
static async::task<void> careful(int &into) {
  try {
    into = co_await load();
  } catch (...) {
    into = -1;
  }
}

async::task<int> sibling() {
  int a = 0, b = 0;
  auto first = async::create_task(work(a));
  auto second = async::create_task(work(b)); // expect: async-unstructured-tasks
  // expect-message: 'work', which uses 'b', is left behind when this coroutine ends before it is joined: it runs on with a reference to what is gone; start them in the group of an 'async::with_task_group'
  co_await first;
  co_await second;
  co_return a + b;
}
async::task<int> siblings_that_cannot_fail() {
  int a = 0, b = 0;
  auto first = async::create_task(careful(a));
  auto second = async::create_task(careful(b));
  co_await first;
  co_await second;
  co_return a + b;
}
async::task<int> return_in_branch(bool dry) {
  int a = 0;
  auto first = async::create_task(work(a)); // expect: async-unstructured-tasks
  if (dry)
    co_return 0;
  co_await first;
  co_return a;
}
async::task<int> joined_in_both_branches(bool dry) {
  int a = 0;
  auto first = async::create_task(work(a));
  if (dry) {
    co_await first;
    co_return 0;
  }
  co_await first;
  co_return a;
}
async::task<int> joined_in_handler() {
  int a = 0;
  auto first = async::create_task(work(a));
  std::exception_ptr error;
  int n = 0;
  try {
    n = co_await load();
  } catch (...) {
    error = std::current_exception();
  }
  co_await first;
  if (error)
    std::rethrow_exception(error);
  co_return a + n;
}
async::task<int> handler_that_leaves() {
  int a = 0, n = 0;
  auto first = async::create_task(work(a)); // expect: async-unstructured-tasks
  try {
    n = co_await load();
  } catch (const std::exception &error) {
    log(error.what());
    throw;
  }
  co_await first;
  co_return a + n;
}
async::task<int> pause_between() {
  int a = 0;
  auto first = async::create_task(work(a));
  co_await async::sleep_for(10ms);
  co_await first;
  co_return a;
}
async::task<int> before_the_start(bool dry) {
  int a = 0;
  if (dry)
    co_return 0;
  int n = co_await load();
  auto first = async::create_task(work(a));
  co_await first;
  co_return a + n;
}
async::task<int> never_joined_but_asked() {
  int a = 0;
  auto first = async::create_task(work(a));
  while (!first.done())
    co_await async::sleep_for(1ms);
  co_return a;
}
async::task<void> container_by_index(std::vector<int> rows) {
  std::vector<async::join_handle<void>> running;
  for (auto &row : rows)
    running.push_back(async::create_task(work(row))); // expect: async-unstructured-tasks
  for (std::size_t i = 0; i < running.size(); ++i)
    co_await running[i];
}
async::task<void> container_that_cannot_fail(std::vector<int> rows) {
  std::vector<async::join_handle<void>> running;
  running.reserve(rows.size());
  for (auto &row : rows)
    running.push_back(async::create_task(careful(row)));
  for (auto &one : running)
    co_await one;
}
