// RUN: %check_async_tidy %s async-blocking-call %t
// Hops between an I/O scheduler and a worker pool, followed through branches, loops and early returns.
#include <coro/coro.hpp>
#include <fstream>
#include <memory>
#include <string>
#include <vector>
static std::string slurp(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}
coro::task<void> publish(std::string text);
class Loader {
 public:
  coro::task<std::string> load(std::string path) {
    if (path.empty()) co_return "";
    co_await to_workers();
    std::string text = slurp(path);
    co_await io_->schedule();
    co_return text;
  }
  coro::task<std::string> load_if_large(std::string path, bool large) {
    if (large) co_await pool_->schedule();
    std::string text = slurp(path); // expect: async-blocking-call
    co_return text;
  }
  coro::task<std::string> load_either(std::string path, bool urgent) {
    if (urgent) {
      co_await urgent_->schedule();
    } else {
      co_await pool_->schedule();
    }
    co_return slurp(path);
  }
  coro::task<void> load_all(std::vector<std::string> paths) {
    for (auto& path : paths) {
      co_await pool_->schedule();
      std::string text = slurp(path);
      co_await io_->schedule();
      co_await publish(text);
    }
  }
  coro::task<void> load_all_badly(std::vector<std::string> paths) {
    co_await pool_->schedule();
    for (auto& path : paths) {
      std::string text = slurp(path); // expect: async-blocking-call
      co_await io_->schedule();
      co_await publish(text);
    }
  }
  coro::task<std::string> load_cached(std::string path, const std::string* cached) {
    if (cached) co_return *cached + slurp(path + ".delta"); // expect: async-blocking-call
    co_await pool_->schedule();
    co_return slurp(path);
  }

 private:
  auto to_workers() -> coro::thread_pool::schedule_operation { return pool_->schedule(); }
  std::shared_ptr<coro::thread_pool> pool_, urgent_;
  std::shared_ptr<coro::io_scheduler> io_;
};

// A task that is handed to the hop runs where it goes.
static coro::task<std::string> load_there(std::string path) { co_return slurp(path); }
static coro::task<std::string> load_anywhere(std::string path) { co_return slurp(path); } // expect: async-blocking-call
coro::task<std::string> on_workers(coro::thread_pool& pool, coro::io_scheduler& io, std::string path) {
  std::string text = co_await pool.schedule(load_there(path));
  text += co_await pool.schedule(load_anywhere(path));
  co_return text + co_await io.schedule(load_anywhere(path));
}
