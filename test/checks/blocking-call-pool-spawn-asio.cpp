// RUN: %check_async_tidy %s async-blocking-call %t
// Coroutines spawned on a thread pool, on an io_context, and on the executor of the coroutine that spawns them.
#include <boost/asio.hpp>
#include <cstdlib>
#include <fstream>
#include <string>
namespace asio = boost::asio;
namespace {
asio::awaitable<void> compress(std::string path) {
  std::system(("gzip " + path).c_str());
  co_return;
}
asio::awaitable<std::string> slurp(std::string path) {
  std::ifstream in(path);
  co_return std::string(std::istreambuf_iterator<char>(in), {});
}
asio::awaitable<void> rotate(std::string path) {
  std::system(("mv " + path + " " + path + ".1").c_str()); // expect: async-blocking-call
  co_return;
}
asio::awaitable<void> sync_disk() {
  std::system("sync"); // expect: async-blocking-call
  co_return;
}
}

asio::awaitable<std::string> archive(asio::thread_pool& pool, std::string path) {
  asio::co_spawn(pool, compress(path), asio::detached);
  asio::co_spawn(co_await asio::this_coro::executor, rotate(path), asio::detached);
  co_return co_await asio::co_spawn(pool.get_executor(), slurp(path), asio::use_awaitable);
}

asio::awaitable<void> archive_inline(asio::thread_pool& pool, asio::io_context& loop) {
  asio::co_spawn(pool, []() -> asio::awaitable<void> {
    std::system("make clean");
    co_return;
  }, asio::detached);
  asio::co_spawn(loop, []() -> asio::awaitable<void> {
    std::system("make all"); // expect: async-blocking-call
    co_return;
  }, asio::detached);
  co_return;
}

int main() {
  asio::io_context loop;
  asio::thread_pool pool(2);
  asio::co_spawn(loop, archive(pool, "agent.log"), asio::detached);
  asio::co_spawn(loop, archive_inline(pool, loop), asio::detached);
  asio::co_spawn(pool, sync_disk(), asio::detached);
  asio::co_spawn(loop, sync_disk(), asio::detached);
  loop.run();
  pool.join();
}
