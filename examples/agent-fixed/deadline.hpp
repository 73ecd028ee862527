#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace desk {

struct TimedOut : std::runtime_error {
  explicit TimedOut(const std::string &what) : std::runtime_error(what + " took too long") {}
};

/// Awaits `work`, cancels it and throws TimedOut after `limit`.
template <class T>
boost::asio::awaitable<T> within(std::chrono::steady_clock::duration limit, std::string what,
                                 boost::asio::awaitable<T> work) {
  using namespace boost::asio::experimental::awaitable_operators;
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, limit);
  auto first = co_await (std::move(work) || timer.async_wait(boost::asio::use_awaitable));
  if (first.index() == 1)
    throw TimedOut(what);
  co_return std::get<0>(std::move(first));
}

inline boost::asio::awaitable<void> pause_for(std::chrono::steady_clock::duration length) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, length);
  co_await timer.async_wait(boost::asio::use_awaitable);
}

} // namespace desk
