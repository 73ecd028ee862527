// RUN: %check_async_tidy %s async-blocking-call %t
// Hops behind helpers, and any awaited operation whose token is bound to the pool.
#include <boost/asio.hpp>
#include <chrono>
#include <fstream>
#include <string>
namespace asio = boost::asio;
static std::string slurp(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}
class Reader {
 public:
  explicit Reader(asio::thread_pool& pool) : pool_(pool) {}

  asio::awaitable<std::string> read(std::string path) {
    co_await enter_pool();
    std::string text = slurp(path);
    co_await leave_pool();
    co_return text;
  }
  asio::awaitable<std::string> read_after(asio::steady_timer& timer, std::string path) {
    timer.expires_after(std::chrono::milliseconds(10));
    co_await timer.async_wait(asio::bind_executor(pool_, asio::use_awaitable));
    co_return slurp(path);
  }
  asio::awaitable<std::string> read_quietly(std::string path) {
    boost::system::error_code ec;
    co_await asio::post(asio::bind_executor(pool_, asio::redirect_error(asio::use_awaitable, ec)));
    co_return slurp(path);
  }
  asio::awaitable<std::string> read_late(std::string path) {
    co_await enter_pool();
    co_await leave_pool();
    co_return slurp(path); // expect: async-blocking-call
  }
  asio::awaitable<std::string> read_wrongly(std::string path) {
    co_await pretend_pool();
    co_return slurp(path); // expect: async-blocking-call
  }
  asio::awaitable<std::string> read_posted(std::string path) {
    asio::post(asio::bind_executor(pool_, [] {}));
    co_return slurp(path); // expect: async-blocking-call
  }

 private:
  asio::awaitable<void> enter_pool() { return asio::post(asio::bind_executor(pool_, asio::use_awaitable)); }
  asio::awaitable<void> leave_pool() { return asio::post(asio::use_awaitable); }
  asio::awaitable<void> pretend_pool() { return asio::post(pool_, asio::use_awaitable); }
  asio::thread_pool& pool_;
};
