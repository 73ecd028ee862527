// RUN: %check_async_tidy %s async-dropped-awaitable %t
// std::ignore swallows the task as surely as a statement does.
#include <cppcoro/shared_task.hpp>
#include <cppcoro/task.hpp>
#include <async/async.hpp>
#include <string>
#include <tuple>

cppcoro::task<int> store_memory(std::string text);
cppcoro::shared_task<std::string> load_profile(std::string user);
std::pair<int, std::string> parse(const std::string &);
async::task<void> heartbeat();
int count(const std::string &);

cppcoro::task<int> remember(std::string user, std::string text) {
  std::ignore = store_memory(text); // expect: async-dropped-awaitable // expect-fix: std::ignore = co_await store_memory(text);
  std::ignore = co_await store_memory(text);
  std::ignore = load_profile(user); // expect: async-dropped-awaitable // expect-fix: std::ignore = co_await load_profile(user);
  std::ignore = count(text);
  std::string rest;
  std::tie(std::ignore, rest) = parse(co_await load_profile(user));
  co_return count(rest);
}

void forget(std::string text) {
  std::ignore = store_memory(text); // expect: async-dropped-awaitable
  (void)store_memory(text + "!");
}

async::task<void> beat_twice() {
  std::ignore = async::create_task(heartbeat());
  std::ignore = heartbeat(); // expect: async-dropped-awaitable
  co_await heartbeat();
}

class profile_cache {
  cppcoro::shared_task<std::string> profile_;

public:
  void refresh(std::string user) { profile_ = load_profile(user); }
  cppcoro::task<std::string> get() { co_return co_await profile_; }
};
