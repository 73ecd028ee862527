// RUN: %check_async_tidy %s async-blocking-call %t
// A blocking call made awaitable: posted to a pool inside async_initiate, it never runs on the loop.
#include <boost/asio.hpp>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
namespace asio = boost::asio;
static std::string slurp(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}
template <class Token> auto async_slurp(asio::thread_pool& pool, std::string path, Token&& token) {
  return asio::async_initiate<Token, void(std::string)>(
      [&pool](auto handler, std::string path) {
        asio::post(pool, [handler = std::move(handler), path = std::move(path)]() mutable {
          std::string text = slurp(path);
          auto executor = asio::get_associated_executor(handler);
          asio::post(executor, [handler = std::move(handler), text = std::move(text)]() mutable { std::move(handler)(std::move(text)); });
        });
      },
      token, std::move(path));
}
template <class Token> auto async_slurp_now(std::string path, Token&& token) {
  return asio::async_initiate<Token, void(std::string)>(
      [](auto handler, const std::string& text) { std::move(handler)(text); }, token, slurp(path));
}

asio::awaitable<std::size_t> measure(asio::thread_pool& pool, std::string path) {
  std::string text = co_await async_slurp(pool, path, asio::use_awaitable);
  co_return text.size();
}

asio::awaitable<std::size_t> measure_now(std::string path) {
  std::string text = co_await async_slurp_now(path, asio::use_awaitable); // expect: async-blocking-call
  co_return text.size();
}

asio::awaitable<int> run(asio::thread_pool& pool, std::string command) {
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(int)>(
      [&pool, command](auto handler) {
        asio::post(pool, [command, handler = std::move(handler)]() mutable { std::move(handler)(std::system(command.c_str())); });
      },
      asio::use_awaitable);
}

asio::awaitable<void> warm(asio::thread_pool& pool, asio::any_io_executor executor, std::string path) {
  asio::dispatch(pool, [path] { slurp(path); });
  asio::defer(pool.get_executor(), [path] { slurp(path); });
  co_await asio::post(executor, asio::use_awaitable);
}
