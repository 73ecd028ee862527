// RUN: %check_async_tidy %s async-blocking-call %t
// Asio: a token bound to the pool's executor is a hop, and the next plain await comes back.
#include <boost/asio.hpp>
#include <cstdlib>
#include <string>
namespace asio = boost::asio;
static int run(const std::string& command) { return std::system(command.c_str()); }
asio::awaitable<void> report(int code);

asio::awaitable<int> build(asio::thread_pool& pool) {
  auto on_pool = asio::bind_executor(pool.get_executor(), asio::use_awaitable);
  co_await asio::dispatch(on_pool);
  int code = run("make");
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  co_await report(code);
  co_return code;
}

asio::awaitable<int> build_and_deploy(asio::thread_pool& pool) {
  co_await asio::post(asio::bind_executor(pool, asio::use_awaitable));
  int code = run("make");
  co_await asio::post(asio::use_awaitable);
  code += run("make deploy"); // expect: async-blocking-call
  co_return code;
}

asio::awaitable<int> build_after_timer(asio::thread_pool& pool, asio::steady_timer& timer) {
  co_await asio::post(asio::bind_executor(pool, asio::use_awaitable));
  timer.expires_after(std::chrono::seconds(1));
  co_await timer.async_wait(asio::use_awaitable);
  co_return run("make"); // expect: async-blocking-call
}

asio::awaitable<int> build_if_asked(asio::thread_pool& pool, bool asked) {
  if (!asked) co_return 0;
  co_await asio::post(asio::bind_executor(pool, asio::use_awaitable));
  co_return run("make");
}

asio::awaitable<int> build_dispatched(asio::thread_pool& pool) {
  co_await asio::dispatch(pool, asio::use_awaitable);
  co_return run("make"); // expect: async-blocking-call
}

asio::awaitable<int> build_on_strand(asio::strand<asio::io_context::executor_type> strand) {
  co_await asio::post(asio::bind_executor(strand, asio::use_awaitable));
  co_return run("make"); // expect: async-blocking-call
}
