#include "workers.hpp"
static std::shared_ptr<coro::thread_pool> pool;
static std::shared_ptr<coro::io_scheduler> scheduler;

coro::task<void> onto_workers() { co_await pool->schedule(); }
coro::task<void> back_to_loop() { co_await scheduler->schedule(); }

coro::task<std::string> Workers::run(std::function<std::string()> work) {
  co_await pool_->schedule();
  co_return work();
}
