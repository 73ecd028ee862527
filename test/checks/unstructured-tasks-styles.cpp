// RUN: %check_async_tidy %s async-unstructured-tasks %t
#include <coro/coro.hpp>
#include <kj/async.h>
#include <boost/asio.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>
struct Progress { int done = 0; void tick() { ++done; } };
coro::task<void> index(std::string file, Progress& progress);
coro::task<std::vector<std::string>> list(std::string folder);
coro::task<int> both(std::shared_ptr<coro::thread_pool> pool, std::string folder) {
  Progress progress;
  auto docs = pool->spawn_joinable(index(folder + "/docs", progress)); // expect: async-unstructured-tasks
  auto src = pool->spawn_joinable(index(folder + "/src", progress));
  auto names = co_await list(folder);
  co_await docs;
  co_await src;
  co_return progress.done + static_cast<int>(names.size());
}
coro::task<int> gathered(std::shared_ptr<coro::thread_pool> pool, std::string folder) {
  Progress progress;
  std::vector<coro::task<void>> work;
  work.push_back(pool->schedule(index(folder + "/docs", progress)));
  work.push_back(pool->schedule(index(folder + "/src", progress)));
  co_await coro::when_all(std::move(work));
  co_return progress.done;
}
coro::task<int> started_then_gathered(std::shared_ptr<coro::thread_pool> pool, std::vector<std::string> files) {
  Progress progress;
  std::vector<coro::task<void>> running;
  for (auto& file : files) running.push_back(pool->spawn_joinable(index(file, progress)));
  co_await coro::when_all(std::move(running));
  co_return progress.done;
}
coro::task<int> checked(std::shared_ptr<coro::thread_pool> pool, std::vector<std::string> files) {
  Progress progress;
  std::vector<coro::task<void>> running;
  for (auto& file : files) {
    if (file.empty()) throw std::invalid_argument("no name");
    running.push_back(pool->spawn_joinable(index(file, progress))); // expect: async-unstructured-tasks
  }
  co_await coro::when_all(std::move(running));
  co_return progress.done;
}
// The in-house spawn of this code base.
static coro::task<void> go(std::shared_ptr<coro::thread_pool> pool, coro::task<void> work) { return pool->spawn_joinable(std::move(work)); }
coro::task<int> wrapped(std::shared_ptr<coro::thread_pool> pool, std::string folder) {
  Progress progress;
  auto docs = go(pool, index(folder, progress)); // expect: async-unstructured-tasks
  auto names = co_await list(folder);
  co_await docs;
  co_return progress.done;
}
coro::task<std::size_t> owned(std::shared_ptr<coro::thread_pool> pool, std::string folder) {
  auto progress = std::make_shared<Progress>();
  auto docs = pool->spawn_joinable([](std::string f, std::shared_ptr<Progress> p) -> coro::task<void> { co_await index(f, *p); }(folder, progress));
  auto names = co_await list(folder);
  co_await docs;
  co_return names.size();
}
kj::Promise<void> pump(std::string& log);
kj::Promise<bool> granted();
kj::Promise<int> piped() {
  std::string log;
  auto task = pump(log); // expect: async-unstructured-tasks
  if (!co_await granted()) co_return 0;
  co_await task;
  co_return static_cast<int>(log.size());
}
kj::Promise<int> piped_now() {
  std::string log;
  bool ok = co_await granted();
  auto task = pump(log);
  co_await task;
  co_return ok ? 1 : 0;
}
