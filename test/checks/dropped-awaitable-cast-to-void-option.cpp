// RUN: %check_async_tidy %s async-dropped-awaitable %t
// With AllowCastToVoid off, a cast no longer excuses the drop; an attribute still does.
// option: async-dropped-awaitable.AllowCastToVoid=false
#include <async/async.hpp>
#include <string>
#include <vector>

async::task<void> notify(std::string who);
async::task<int> prefetch(std::string url);
int plain(int n);
void log_line(const std::string &);

async::task<int> run(std::string url) {
  (void)notify(url); // expect: async-dropped-awaitable
  static_cast<void>(notify(url)); // expect: async-dropped-awaitable
  void(prefetch(url)); // expect: async-dropped-awaitable
  url.empty() ? (void)notify("a") : (void)0; // expect: async-dropped-awaitable
  log_line("x"), (void)notify("b"); // expect: async-dropped-awaitable
  (void)co_await prefetch(url);
  (void)plain(1);
  [[maybe_unused]] auto ahead = prefetch(url);
  static_cast<void>(co_await prefetch(url));
  (void)async::create_task(notify(url));
  co_await notify(url);
  co_return 1;
}

void plain_function(std::string url) {
  (void)notify(url); // expect: async-dropped-awaitable
  (void)async::run(prefetch(url));
  (void)sizeof(notify(url));
}
