#pragma once
#include <coro/coro.hpp>
#include <functional>
#include <memory>
#include <string>
coro::task<void> onto_workers();
coro::task<void> back_to_loop();
class Workers {
public:
  explicit Workers(std::shared_ptr<coro::thread_pool> pool) : pool_(std::move(pool)) {}
  coro::task<std::string> run(std::function<std::string()> work);

private:
  std::shared_ptr<coro::thread_pool> pool_;
};
