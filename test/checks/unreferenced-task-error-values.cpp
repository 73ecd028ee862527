// RUN: %check_async_tidy %s async-unreferenced-task %t
// Tasks whose awaits hand the error back as a value, and handlers that catch what they were given.
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <folly/Try.h>
#include <folly/coro/Task.h>
#include <folly/executors/GlobalExecutor.h>
#include <async/async.hpp>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;

asio::awaitable<void> push(std::string text);
async::task<void> refresh(std::string key);

asio::awaitable<void> resolve_and_log(std::string host) {
  tcp::resolver resolver(co_await asio::this_coro::executor);
  auto [error, results] = co_await resolver.async_resolve(host, "443", asio::as_tuple(asio::use_awaitable));
  if (error)
    std::puts(error.message().c_str());
}

asio::awaitable<void> write_all(tcp::socket socket, std::vector<std::string> lines) {
  for (auto &line : lines) {
    boost::system::error_code ec;
    co_await asio::async_write(socket, asio::buffer(line), asio::redirect_error(asio::use_awaitable, ec));
    if (ec)
      break;
  }
  co_await push("written");
}

async::task<void> refresh_all(std::vector<std::string> keys) {
  std::vector<async::task<void>> tasks;
  for (auto &key : keys)
    tasks.push_back(refresh(key));
  for (auto &outcome : co_await async::gather_settled(std::move(tasks)))
    if (!outcome)
      std::puts("refresh failed");
  try {
    co_await refresh("last");
  } catch (const std::exception &e) {
    std::puts(e.what());
  }
}

struct io_status {
  explicit operator bool() const;
  std::string message() const;
};
asio::awaitable<std::pair<io_status, std::size_t>> read_some(std::string &into);

asio::awaitable<void> echo() {
  std::string text;
  for (;;) {
    auto [status, count] = co_await read_some(text);
    if (!status)
      co_return;
  }
}

struct service {
  asio::any_io_executor ex;
  tcp::socket socket;
  int failed = 0;

  void start(std::string host) {
    asio::co_spawn(ex, resolve_and_log(host), asio::detached);
    asio::co_spawn(ex, echo(), asio::detached);
    asio::co_spawn(ex, write_all(std::move(socket), {}), asio::detached); // expect: async-unreferenced-task
    async::create_task(refresh_all({"a", "b"}));
    asio::co_spawn(ex, push(host), [](std::exception_ptr e) { // expect: async-unreferenced-task
      try {
        if (e)
          std::rethrow_exception(e);
      } catch (...) {
      }
    });
    asio::co_spawn(ex, push(host), [this](std::exception_ptr e) {
      try {
        if (e)
          std::rethrow_exception(e);
      } catch (const std::exception &error) {
        ++failed;
      }
    });
    asio::co_spawn(ex, push(host), [this](std::exception_ptr e) { failed += e != nullptr; });
    asio::co_spawn(ex, push(host), [](std::exception_ptr e) {
      if (!e)
        return;
      std::puts("push failed");
    });
  }

  asio::awaitable<void> both(std::string host) {
    using namespace asio::experimental::awaitable_operators;
    co_await (push(host) && resolve_and_log(host));
  }
};
