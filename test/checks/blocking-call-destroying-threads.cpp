// RUN: %check_async_tidy %s async-blocking-call %t
// Calls that run a joining destructor: clear, reset, erase, assignment; and the same calls on other elements.
#include <coro/coro.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>
void watch(const std::string& folder);
coro::task<void> notify(std::string what);

class Watcher {
 public:
  explicit Watcher(std::string folder) : thread_([folder] { watch(folder); }) {}
  ~Watcher() {
    if (thread_.joinable()) thread_.join();
  }
  void request_stop() { stopping_ = true; }

 private:
  bool stopping_ = false;
  std::thread thread_;
};

struct Workspace {
  std::vector<std::jthread> threads;
  std::unique_ptr<Watcher> watcher;
  std::optional<std::jthread> spare;
  std::vector<std::string> folders;
  std::unique_ptr<std::string> note;

  coro::task<void> close() {
    co_await notify("closing");
    threads.clear(); // expect: async-blocking-call
    watcher.reset(); // expect: async-blocking-call
    spare.reset(); // expect: async-blocking-call
    folders.clear();
    note.reset();
  }

  coro::task<void> shrink() {
    threads.pop_back(); // expect: async-blocking-call
    folders.pop_back();
    co_await notify("smaller");
  }

  coro::task<void> ask_to_stop() {
    for (auto& thread : threads) thread.request_stop();
    if (watcher) watcher->request_stop();
    co_await notify("stopping");
  }

  coro::task<void> close_on(coro::thread_pool& pool) {
    co_await pool.schedule();
    threads.clear();
    watcher.reset();
  }
};
