#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

namespace desk {

/// Awaits `work`, for `limit` at most.
template <class T>
boost::asio::awaitable<T> within(std::chrono::steady_clock::duration limit, std::string what,
                                 boost::asio::awaitable<T> work) {
  namespace asio = boost::asio;
  auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor, limit);
  auto [order, error, value, expired] =
      co_await asio::experimental::make_parallel_group(asio::co_spawn(executor, std::move(work), asio::deferred),
                                                       timer.async_wait(asio::deferred))
          .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  if (order[0] == 1)
    throw std::runtime_error(what + " took too long");
  if (error)
    std::rethrow_exception(error);
  co_return std::move(value);
}

} // namespace desk
