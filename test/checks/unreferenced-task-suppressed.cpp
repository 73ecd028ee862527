// RUN: %check_async_tidy %s async-unreferenced-task %t
// option: async-unreferenced-task.AllowedCallees=acme::log_later;prefetch
// option: async-unreferenced-task.AllowedTypes=acme::ticket
#include <boost/asio.hpp>
#include <winrt/base.h>
#include <coroutine>
#include <string>

namespace asio = boost::asio;

namespace acme {
struct ticket {
  struct promise_type {
    ticket get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
winrt::fire_and_forget log_later(std::string text);
winrt::fire_and_forget log_now(std::string text);
ticket issue(int n);
} // namespace acme
asio::awaitable<void> prefetch(std::string url);
asio::awaitable<void> fetch(std::string url);

void start(asio::any_io_executor ex, std::string text) {
  acme::log_later(text);
  acme::log_now(text); // expect: async-unreferenced-task
  acme::log_now(text); // NOLINT(async-unreferenced-task)
  // NOLINTNEXTLINE
  acme::log_now(text);
  acme::issue(1);
  asio::co_spawn(ex, prefetch(text), asio::detached);
  asio::co_spawn(ex, fetch(text), asio::detached); // expect: async-unreferenced-task
}
