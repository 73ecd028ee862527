#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <utility>
#include <vector>

namespace desk {

/// Runs all of `work` at once and waits for its end. Throws the first error then.
inline boost::asio::awaitable<void> run_all(std::vector<boost::asio::awaitable<void>> work) {
  namespace asio = boost::asio;
  auto executor = co_await asio::this_coro::executor;
  auto start = [&executor](asio::awaitable<void> task) {
    return asio::co_spawn(executor, std::move(task), asio::deferred);
  };
  std::vector<decltype(start(std::move(work.front())))> operations;
  for (auto &task : work)
    operations.push_back(start(std::move(task)));
  if (operations.empty())
    co_return;
  auto [order, errors] = co_await asio::experimental::make_parallel_group(std::move(operations))
                             .async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
  for (const std::exception_ptr &error : errors)
    if (error)
      std::rethrow_exception(error);
}

} // namespace desk
