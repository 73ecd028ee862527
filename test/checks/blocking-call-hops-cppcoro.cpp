// RUN: %check_async_tidy %s async-blocking-call %t
// cppcoro: schedule() of a pool leaves the I/O thread, schedule() of the io_service returns to it.
#include <cppcoro/io_service.hpp>
#include <cppcoro/net/socket.hpp>
#include <cppcoro/static_thread_pool.hpp>
#include <cppcoro/task.hpp>
#include <cstdlib>
#include <string>
static int convert(const std::string& path) { return std::system(("pandoc " + path).c_str()); }

cppcoro::task<int> convert_on_pool(cppcoro::static_thread_pool& pool, cppcoro::io_service& io, std::string path) {
  co_await pool.schedule();
  int code = convert(path);
  co_await io.schedule();
  co_return code;
}

cppcoro::task<int> convert_after_return(cppcoro::static_thread_pool& pool, cppcoro::io_service& io, std::string path) {
  co_await pool.schedule();
  int code = convert(path);
  co_await io.schedule();
  if (code != 0) code = convert(path + ".bak"); // expect: async-blocking-call
  co_return code;
}

cppcoro::task<int> convert_after_io_hop(cppcoro::io_service& io, std::string path) {
  co_await io.schedule();
  co_return convert(path); // expect: async-blocking-call
}

cppcoro::task<int> convert_unawaited(cppcoro::static_thread_pool& pool, std::string path) {
  auto hop = pool.schedule();
  int code = convert(path); // expect: async-blocking-call
  co_await hop;
  co_return code + convert(path);
}

cppcoro::task<int> convert_unless_small(cppcoro::static_thread_pool& pool, std::string path, std::size_t size) {
  if (size < 100) co_return 0;
  co_await pool.schedule();
  int code = 0;
  while (code == 0 && size > 0) {
    code = convert(path);
    size /= 2;
  }
  co_return code;
}

cppcoro::task<int> convert_in_try(cppcoro::static_thread_pool& pool, cppcoro::io_service& io, std::string path) {
  try {
    co_await pool.schedule();
    if (convert(path) != 0) throw 1;
    co_await io.schedule();
  } catch (int code) {
    co_return code;
  }
  co_return convert(path + ".index"); // expect: async-blocking-call
}
