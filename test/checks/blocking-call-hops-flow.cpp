// RUN: %check_async_tidy %s async-blocking-call %t
// A hop counts where every path to the call has passed it: switches, conditions, handlers, short-circuits and jumps.
#include <coro/coro.hpp>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
static int run(const std::string& command) { return std::system(command.c_str()); }
enum class Where { here, pool, other };
coro::task<bool> wanted(std::string command);

class Runner {
 public:
  coro::task<int> by_switch(Where where, std::string command) {
    switch (where) {
      case Where::pool: co_await pool_->schedule(); break;
      case Where::other: co_await other_->schedule(); break;
      default: co_return -1;
    }
    co_return run(command);
  }
  coro::task<int> by_switch_with_gap(Where where, std::string command) {
    switch (where) {
      case Where::pool: co_await pool_->schedule(); break;
      default: break;
    }
    co_return run(command); // expect: async-blocking-call
  }
  coro::task<int> until_done(std::string command, int tries) {
    int code = 1;
    for (int i = 0; i < tries && code != 0; ++i) {
      co_await pool_->schedule();
      code = run(command);
    }
    co_return code == 0 ? 0 : run(command + " --force"); // expect: async-blocking-call
  }
  coro::task<int> at_least_once(std::string command) {
    int code = 1;
    do {
      co_await pool_->schedule();
      code = run(command);
    } while (code != 0);
    co_return run(command + " --verify");
  }
  coro::task<int> after_throw(std::string command) {
    co_await pool_->schedule();
    try {
      if (run(command) != 0) throw std::runtime_error(command);
    } catch (const std::runtime_error&) {
      run("notify " + command);
    }
    co_await io_->schedule();
    co_return co_await wanted(command) ? 0 : 1;
  }
  coro::task<int> in_condition(std::string command) {
    if (run("true") == 0) co_await pool_->schedule(); // expect: async-blocking-call
    else co_return 1;
    co_return run(command);
  }

 private:
  std::shared_ptr<coro::thread_pool> pool_, other_;
  std::shared_ptr<coro::io_scheduler> io_;
};
