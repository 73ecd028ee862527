#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstddef>
#include <exception>
#include <utility>
#include <vector>

namespace desk {

template <class T> struct Outcome {
  std::exception_ptr error;
  T value;
};

/// Runs all of `work` at once. Each has an outcome of its own, in the order of `work`.
template <class T>
boost::asio::awaitable<std::vector<Outcome<T>>> settle_all(std::vector<boost::asio::awaitable<T>> work) {
  namespace asio = boost::asio;
  std::vector<Outcome<T>> outcomes;
  if (work.empty())
    co_return outcomes;

  auto executor = co_await asio::this_coro::executor;
  auto start = [&executor](asio::awaitable<T> task) {
    return asio::co_spawn(executor, std::move(task), asio::deferred);
  };
  std::vector<decltype(start(std::move(work.front())))> operations;
  operations.reserve(work.size());
  for (auto &task : work)
    operations.push_back(start(std::move(task)));

  auto [order, errors, values] = co_await asio::experimental::make_parallel_group(std::move(operations))
                                     .async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
  outcomes.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    outcomes.push_back({errors[i], std::move(values[i])});
  co_return outcomes;
}

} // namespace desk
