// RUN: %check_async_tidy %s async-unbounded-shield %t
#include <async/async.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>
using namespace std::chrono_literals;
async::task<void> write_row(std::string row);
async::task<int> rollback(int id);
struct Db {
  async::task<void> begin();
  async::task<void> commit();
};
class Session {
 public:
  async::task<void> close() {
    co_await async::shield(db_.commit()); // expect: async-unbounded-shield
  }
  async::task<void> close_in_time() {
    co_await async::shield(async::wait_for(db_.commit(), 2s));
    closed_ = true;
  }
  async::task<void> run(std::vector<std::string> rows) {
    co_await async::shield(write_all(std::move(rows))); // expect: async-unbounded-shield
  }
  async::task<void> run_bounded(std::vector<std::string> rows) { co_await async::shield(write_all_bounded(std::move(rows))); }
  async::task<void> flush() { co_return co_await async::shield(flush_once()); }
 private:
  async::task<void> write_all(std::vector<std::string> rows) {
    for (auto &row : rows) co_await write_row(row);
  }
  async::task<void> write_all_bounded(std::vector<std::string> rows) {
    for (auto &row : rows) co_await async::wait_for(write_row(row), 500ms);
  }
  async::task<void> flush_once() {
    auto held = co_await lock_.lock();
    co_await async::wait_for(db_.commit(), flush_limit_);
  }
  Db db_;
  async::mutex lock_;
  std::chrono::milliseconds flush_limit_{750};
  bool closed_ = false;
};
async::task<int> undo(int id, bool quick) {
  if (quick) co_return co_await async::shield(async::wait_for(rollback(id), 1s));
  co_return co_await async::shield(rollback(id)); // expect: async-unbounded-shield
}
async::task<void> rest() { co_await async::shield(async::sleep_for(50ms)); }
async::task<void> not_shielded(int id) { co_await rollback(id); }
async::task<void> polls(int id) {
  co_await async::shield([](int id) -> async::task<void> { // expect: async-unbounded-shield
    while (co_await async::wait_for(rollback(id), 1s) != 0) co_await async::sleep_for(100ms);
  }(id));
}
