#include "scan.hpp"
namespace asio = boost::asio;

static asio::thread_pool pool(4);

asio::awaitable<void> edit(std::string folder) {
  co_await rescan(folder);
}

int main() {
  asio::io_context loop;
  asio::co_spawn(pool, scan("src"), asio::detached);
  asio::co_spawn(pool, rescan("docs"), asio::detached);
  asio::co_spawn(loop, edit("src"), [](std::exception_ptr e) { if (e) std::rethrow_exception(e); });
  loop.run();
  pool.join();
}
