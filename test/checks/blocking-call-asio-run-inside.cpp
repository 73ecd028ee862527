// RUN: %check_async_tidy %s async-blocking-call %t
// Running an event loop inside a coroutine stops the one that the coroutine is on; polling it does not wait.
#include <boost/asio.hpp>
#include <chrono>
#include <future>
#include <string>
namespace asio = boost::asio;
using namespace std::chrono_literals;
asio::awaitable<std::string> complete(std::string prompt);

asio::awaitable<std::string> nested(std::string prompt) {
  asio::io_context inner;
  auto reply = asio::co_spawn(inner, complete(prompt), asio::use_future);
  inner.run(); // expect: async-blocking-call
  co_return prompt;
}

asio::awaitable<std::string> nested_for(asio::io_context& inner, std::string prompt) {
  inner.run_for(200ms); // expect: async-blocking-call
  inner.run_one(); // expect: async-blocking-call
  co_return co_await complete(prompt);
}

asio::awaitable<std::string> on_self(std::string prompt) {
  auto executor = co_await asio::this_coro::executor;
  co_return asio::co_spawn(executor, complete(prompt), asio::use_future).get(); // expect: async-blocking-call
}

asio::awaitable<void> finish(asio::thread_pool& pool) {
  pool.join(); // expect: async-blocking-call
  co_return;
}

asio::awaitable<std::size_t> pump(asio::io_context& inner) {
  std::size_t handled = inner.poll();
  handled += inner.poll_one();
  if (inner.stopped()) inner.restart();
  inner.stop();
  co_return handled;
}

int main() {
  asio::io_context context;
  asio::thread_pool pool(2);
  auto reply = asio::co_spawn(context, nested("hello"), asio::use_future);
  context.run();
  pool.join();
  return reply.get().empty();
}
