// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Parallel groups, channels, futures and co_spawn: what is awaitable, and what was already started.
#include <boost/asio.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <chrono>
#include <exception>
#include <string>
#include <utility>

namespace asio = boost::asio;
namespace ex = asio::experimental;
using asio::use_awaitable;
using channel = ex::channel<void(boost::system::error_code, std::string)>;

asio::awaitable<std::string> complete(std::string prompt);
asio::awaitable<void> flush();
void log_failure(std::exception_ptr);

asio::awaitable<void> feed(channel &out, std::string text) {
  out.async_send({}, text, use_awaitable); // expect: async-dropped-awaitable // expect-fix: co_await out.async_send({}, text, use_awaitable);
  out.try_send(boost::system::error_code{}, text);
  co_await out.async_send({}, text, use_awaitable);
  auto next = out.async_receive(use_awaitable); // expect: async-dropped-awaitable // expect-fix: auto next = co_await out.async_receive(use_awaitable);
  auto following = out.async_receive(use_awaitable);
  std::string got = co_await std::move(following);
  out.close();
}

asio::awaitable<void> both(asio::steady_timer &a, asio::steady_timer &b) {
  auto group = ex::make_parallel_group(a.async_wait(asio::deferred), b.async_wait(asio::deferred));
  auto waiting = group.async_wait(ex::wait_for_all(), use_awaitable);
  co_await std::move(waiting);
  ex::make_parallel_group(a.async_wait(asio::deferred), b.async_wait(asio::deferred)).async_wait(ex::wait_for_one(), use_awaitable); // expect: async-dropped-awaitable
}

std::string run(asio::io_context &context, std::string prompt) {
  auto answer = asio::co_spawn(context, complete(prompt), asio::use_future);
  asio::co_spawn(context, flush(), asio::detached);
  asio::co_spawn(context, flush(), [](std::exception_ptr e) {
    if (e)
      log_failure(e);
  });
  flush(); // expect: async-dropped-awaitable
  asio::co_spawn(context, [prompt]() -> asio::awaitable<void> {
    complete(prompt); // expect: async-dropped-awaitable // expect-fix: co_await complete(prompt);
    co_await flush();
  }, asio::detached);
  context.run();
  return answer.get();
}
