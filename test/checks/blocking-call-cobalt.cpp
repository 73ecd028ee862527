// RUN: %check_async_tidy %s async-blocking-call %t
// cobalt tasks, promises and generators on one thread: the loop stops with whichever of them blocks.
#include <boost/cobalt.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
namespace asio = boost::asio;
namespace cobalt = boost::cobalt;
using asio::ip::tcp;
cobalt::promise<std::string> complete(std::string prompt);
static std::string read_key() {
  std::string key;
  std::ifstream("api.key") >> key;
  return key;
}

cobalt::promise<int> check(std::string path) {
  co_return std::system(("cppcheck " + path).c_str()); // expect: async-blocking-call
}

cobalt::task<std::string> ask(std::string prompt) {
  std::string key = read_key(); // expect: async-blocking-call
  auto [answer, again] = co_await cobalt::join(complete(prompt), complete(key));
  co_return answer + again;
}

cobalt::detached note(std::string text) {
  std::ofstream out("notes.txt"); // expect: async-blocking-call
  out << text;
  co_return;
}

cobalt::task<std::size_t> fetch(std::string host) {
  tcp::socket socket(co_await cobalt::this_coro::executor);
  tcp::resolver resolver(socket.get_executor());
  auto found = co_await resolver.async_resolve(host, "80", cobalt::use_op);
  socket.connect(*found.begin()); // expect: async-blocking-call
  char reply[256];
  co_return co_await socket.async_read_some(asio::buffer(reply), cobalt::use_op);
}

cobalt::task<void> pause(asio::steady_timer& timer, asio::thread_pool& pool) {
  timer.expires_after(std::chrono::seconds(1));
  co_await timer.async_wait(cobalt::use_op);
  asio::post(pool, [] { std::system("sync"); });
  cobalt::channel<int> ready(1);
  co_await ready.write(1);
  co_await ready.read();
}

static cobalt::task<int> lint(std::string path) { co_return std::system(("clang-tidy " + path).c_str()); }

cobalt::task<int> lint_on_pool(asio::thread_pool& pool, std::string path) {
  co_return co_await cobalt::spawn(pool.get_executor(), lint(path), cobalt::use_op);
}
