// RUN: %check_async_tidy %s async-blocking-call %t
// Futures that come from promises and packaged tasks do not wait when they die, nor do deferred ones; those of std::async do.
#include <coro/coro.hpp>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>
std::string render(std::string page);
std::future<std::string> remote(std::string page);
coro::task<void> report(std::string text);

coro::task<void> from_promise(std::string page) {
  std::promise<std::string> promise;
  std::future<std::string> result = promise.get_future();
  promise.set_value(page);
  co_await report("set");
}

coro::task<void> from_task(std::string page) {
  std::packaged_task<std::string(std::string)> task(render);
  auto result = task.get_future();
  std::thread(std::move(task), page).detach();
  co_await report("started");
}

coro::task<void> deferred(std::string page) {
  auto result = std::async(std::launch::deferred, render, page);
  co_await report(result.valid() ? "deferred" : "none");
}

coro::task<void> shared(std::string page) {
  std::shared_future<std::string> result = std::async(std::launch::async, render, page).share(); // expect: async-blocking-call
  co_await report("started");
}

static std::future<std::string> start(std::string page) { return std::async(std::launch::async, render, page); }
static void start_and_wait(std::string page) { auto result = std::async(std::launch::async, render, page); }

coro::task<void> through_helpers(std::string page) {
  start_and_wait(page); // expect: async-blocking-call
  auto result = start(page); // expect: async-blocking-call
  co_await report("started");
}

coro::task<void> handed_on(std::string page, std::vector<std::future<std::string>>& pending) {
  auto result = start(page);
  auto other = remote(page);
  pending.push_back(std::move(result));
  pending.emplace_back(std::move(other));
  pending.push_back(start(page + ".2"));
  co_await report("kept");
}
