// RUN: %check_async_tidy %s async-blocking-call %t
// An in-house spawn helper is what its body does: one starts coroutines on the worker pool, one on the caller's loop.
#include <boost/asio.hpp>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <string>
#include <utility>
namespace asio = boost::asio;
namespace {
asio::thread_pool workers{4};
void report(std::exception_ptr error);

template <class T> void on_workers(asio::awaitable<T> work) {
  asio::co_spawn(workers, std::move(work), [](std::exception_ptr error, auto&&...) { report(error); });
}
template <class T> void on_loop(asio::any_io_executor executor, asio::awaitable<T> work) {
  asio::co_spawn(executor, std::move(work), [](std::exception_ptr error, auto&&...) { report(error); });
}
asio::awaitable<int> compile(std::string target) {
  co_return std::system(("make " + target).c_str());
}
asio::awaitable<int> format(std::string path) {
  co_return std::system(("clang-format -i " + path).c_str()); // expect: async-blocking-call
}
asio::awaitable<void> save(std::string path, std::string text) {
  std::ofstream out(path); // expect: async-blocking-call
  out << text;
  co_return;
}
void report(std::exception_ptr error) {
  if (error) std::system("notify-send failed");
}
}

asio::awaitable<void> build(std::string target) {
  on_workers(compile(target));
  on_loop(co_await asio::this_coro::executor, format(target + ".cpp"));
  on_workers(save("a.txt", target));
  co_await save("b.txt", target);
}

int main() {
  asio::io_context loop;
  asio::co_spawn(loop, build("all"), asio::detached);
  loop.run();
  workers.join();
}
