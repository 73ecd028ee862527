// RUN: %check_async_tidy %s async-blocking-call %t
// In-house run_blocking helpers are known by what they do: one really leaves the loop, one only says so.
#include <boost/asio.hpp>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
namespace asio = boost::asio;
asio::thread_pool& blocking_pool();

template <class F> asio::awaitable<std::invoke_result_t<F>> run_blocking(F work) {
  co_await asio::post(asio::bind_executor(blocking_pool(), asio::use_awaitable));
  auto result = work();
  co_await asio::post(asio::use_awaitable);
  co_return result;
}
template <class F> asio::awaitable<std::invoke_result_t<F>> run_spawned(asio::thread_pool& pool, F work) {
  co_return co_await asio::co_spawn(pool, [work = std::move(work)]() -> asio::awaitable<std::invoke_result_t<F>> { co_return work(); }, asio::use_awaitable);
}
template <class F> asio::awaitable<std::invoke_result_t<F>> run_in_background(F work) {
  co_await asio::post(asio::use_awaitable);
  co_return work();
}
template <class F> void fire(asio::thread_pool& pool, F work) { asio::post(pool, std::move(work)); }
static std::string slurp(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

asio::awaitable<std::string> load(asio::thread_pool& pool, std::string path) {
  std::string text = co_await run_blocking([&] { return slurp(path); });
  text += co_await run_spawned(pool, [path] { return slurp(path); });
  fire(pool, [path] { std::system(("touch " + path).c_str()); });
  co_return text;
}

asio::awaitable<std::string> load_badly(std::string path) {
  std::string text = co_await run_in_background([&] { return slurp(path); }); // expect: async-blocking-call
  text += co_await run_in_background([] { return std::string("x"); });
  co_return text;
}

asio::awaitable<int> load_and_check(std::string path) {
  auto text = co_await run_blocking([text = slurp(path)] { return text + "!"; }); // expect: async-blocking-call
  co_return static_cast<int>(text.size());
}
