// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <async/async.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <type_traits>
using namespace std::chrono_literals;
async::task<std::string> complete(std::string prompt);
async::task<std::string> search(std::string query);

template <class F> std::invoke_result_t<F> retry(int tries, std::chrono::milliseconds pause, F f) {
  for (int i = 0; i < tries - 1; ++i) {
    try {
      co_return co_await f();
    } catch (const async::cancelled_error &) {
      throw;
    } catch (const std::exception &) {
    }
    co_await async::sleep_for(pause);
  }
  co_return co_await f();
}
async::task<std::string> ask(std::string prompt) {
  return retry(3, 500ms, [prompt]() -> async::task<std::string> { return async::wait_for(complete(prompt), 30s); });
}
async::task<std::string> answer(std::string prompt) {
  co_return co_await async::wait_for(ask(prompt), 60s); // expect: async-timeout-ladder
}
async::task<std::string> answer_slow(std::string prompt) {
  co_return co_await async::wait_for(ask(prompt), 91s);
}
async::task<std::string> answer_inline(std::string prompt) {
  co_return co_await async::wait_for( // expect: async-timeout-ladder
      retry(5, 1s, [&]() -> async::task<std::string> { co_return co_await async::wait_for(complete(prompt), 20s); }), 90s);
}
async::task<std::string> retry_erased(int tries, std::function<async::task<std::string>()> step) {
  for (int i = 0; i != tries; ++i) {
    std::string out = co_await step();
    if (!out.empty()) co_return out;
  }
  co_return "";
}
async::task<std::string> erased(std::string prompt) {
  auto step = [prompt] { return async::wait_for(search(prompt), 10s); };
  co_return co_await async::wait_for(retry_erased(4, step), 30s); // expect: async-timeout-ladder
}
async::task<std::string> erased_ok(std::string prompt, int tries) {
  auto step = [prompt] { return async::wait_for(search(prompt), 10s); };
  co_return co_await async::wait_for(retry_erased(tries, step), 30s);
}
async::task<std::string> budgeted(std::string prompt, std::chrono::seconds limit) {
  co_return co_await async::wait_for(complete(prompt), limit);
}
async::task<std::string> both(std::string prompt) {
  std::string a = co_await budgeted(prompt, 20s);
  std::string b = co_await budgeted(prompt + a, 25s);
  co_return a + b;
}
async::task<std::string> outer(std::string prompt) {
  co_return co_await async::wait_for(both(prompt), 40s); // expect: async-timeout-ladder
}
async::task<std::string> outer_ok(std::string prompt) {
  co_return co_await async::wait_for(both(prompt), 45s);
}
