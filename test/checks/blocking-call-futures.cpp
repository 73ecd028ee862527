// RUN: %check_async_tidy %s async-blocking-call %t
// Standard futures: get and timed waits stop the thread, asking whether they are ready does not.
#include <boost/asio.hpp>
#include <chrono>
#include <future>
#include <string>
namespace asio = boost::asio;
using namespace std::chrono_literals;
std::future<std::string> start_embedding(std::string text);
std::shared_future<int> model_version();

asio::awaitable<std::size_t> embed_now(std::string text) {
  auto pending = start_embedding(std::move(text));
  std::string vector = pending.get(); // expect: async-blocking-call
  int version = model_version().get(); // expect: async-blocking-call
  co_return vector.size() + version;
}

asio::awaitable<void> embed_and_forget(std::string text) {
  std::future<std::string> pending = start_embedding(text);
  pending.wait(); // expect: async-blocking-call
  co_return;
}

asio::awaitable<bool> embedded_within(std::future<std::string>& pending, std::chrono::system_clock::time_point limit) {
  if (pending.wait_until(limit) == std::future_status::ready) co_return true; // expect: async-blocking-call
  co_return false;
}

asio::awaitable<std::string> embed_polling(std::string text) {
  auto pending = start_embedding(std::move(text));
  asio::steady_timer timer(co_await asio::this_coro::executor);
  while (pending.wait_for(0s) != std::future_status::ready) {
    timer.expires_after(20ms);
    co_await timer.async_wait(asio::use_awaitable);
  }
  co_return pending.get();
}

asio::awaitable<bool> fulfil(std::promise<std::string> promise, std::string value) {
  auto result = promise.get_future();
  promise.set_value(std::move(value));
  co_return result.valid();
}
