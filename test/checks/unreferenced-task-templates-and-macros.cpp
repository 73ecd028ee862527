// RUN: %check_async_tidy %s async-unreferenced-task %t
// A template is reported once, an uninstantiated one as far as its types are known; nothing is rewritten in a macro.
#include <boost/asio.hpp>
#include <coro/coro.hpp>
#include <memory>
#include <string>
#include <utility>

namespace asio = boost::asio;

asio::awaitable<void> send(std::string text);
template <class T> asio::awaitable<void> send_value(T value);
auto replicate(std::string shard) -> coro::task<void>;

#define GO(ex, task) asio::co_spawn(ex, task, asio::detached)

template <class Executor> struct sender {
  Executor ex;
  template <class T> void post(T value) {
    asio::co_spawn(ex, send_value(value), asio::detached); // expect: async-unreferenced-task
  }
  void ping() {
    asio::co_spawn(ex, send("ping"), asio::detached); // expect: async-unreferenced-task
  }
};

template <class Pool, class T> void unused(Pool &pool, T value) {
  pool.spawn_detached(value.work());
  asio::co_spawn(pool, value.run(), asio::detached);
}

template <class T> auto push(coro::thread_pool &pool, T shard) {
  return [&pool, shard] {
    pool.spawn_detached(replicate(shard)); // expect: async-unreferenced-task
  };
}

void use(asio::any_io_executor ex, asio::io_context &io, coro::thread_pool &pool) {
  sender<asio::any_io_executor> a{ex};
  a.post(1);
  a.post(std::string("two"));
  a.ping();
  sender<asio::io_context::executor_type> b{io.get_executor()};
  b.post(3.0);
  b.ping();
  push(pool, std::string("x"))();
  GO(ex, send("macro")); // expect: async-unreferenced-task
}
