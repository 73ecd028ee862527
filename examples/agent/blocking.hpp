#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <type_traits>
#include <utility>

namespace desk {

/// Runs `function` on a thread of `pool`, so that it may block, and comes back with its result.
template <class Function>
boost::asio::awaitable<std::invoke_result_t<Function &>> on_pool(boost::asio::thread_pool &pool, Function function) {
  using Result = std::invoke_result_t<Function &>;
  return boost::asio::co_spawn(
      pool, [function = std::move(function)]() mutable -> boost::asio::awaitable<Result> { co_return function(); },
      boost::asio::use_awaitable);
}

} // namespace desk
