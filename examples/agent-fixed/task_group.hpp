#pragma once

#include "errors.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstddef>
#include <exception>
#include <iostream>
#include <string>
#include <utility>

namespace desk {

/// Work in the background: its errors are reported, and its end is waited for in `join`.
class TaskGroup {
  boost::asio::any_io_executor executor_;
  boost::asio::steady_timer idle_;
  std::size_t running_ = 0;

  void ended(const std::string &what, std::exception_ptr error) {
    if (error)
      std::clog << what << " failed: " << describe(error) << '\n';
    if (--running_ == 0)
      idle_.cancel();
  }

public:
  explicit TaskGroup(boost::asio::any_io_executor executor) : executor_(executor), idle_(std::move(executor)) {}

  void spawn(std::string what, boost::asio::awaitable<void> task) {
    ++running_;
    boost::asio::co_spawn(executor_, std::move(task),
                          [this, what = std::move(what)](std::exception_ptr error) { ended(what, error); });
  }

  boost::asio::awaitable<void> join() {
    while (running_ != 0) {
      idle_.expires_at(boost::asio::steady_timer::time_point::max());
      boost::system::error_code woken;
      co_await idle_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, woken));
    }
  }
};

} // namespace desk
