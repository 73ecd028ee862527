// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Synchronous twins, overloads and names that sound asynchronous: the type decides, not the name.
#include <cppcoro/task.hpp>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <utility>

struct deadline {
  int ms;
};

class store {
public:
  void put(std::string key, std::string value);
  cppcoro::task<> put(std::string key, std::string value, deadline d);
  bool erase_async(std::string key, std::function<void(bool)> done);
  cppcoro::task<bool> erase(std::string key);
  std::future<int> count_async();
  cppcoro::task<int> count() const;
  int count();
  void await_ready();
  void flush() &;
  cppcoro::task<> flush() &&;
};
store open(std::string path);
const store &shared();

struct half_awaiter {
  bool await_ready();
  int await_resume();
};
half_awaiter half();

cppcoro::task<int> retry(store &s, std::string key, int n) {
  if (n > 0)
    retry(s, key, n - 1); // expect: async-dropped-awaitable // expect-fix: co_await retry(s, key, n - 1);
  co_return n > 1 ? co_await retry(s, key, n - 2) : 0;
}

cppcoro::task<int> use(store &s, std::string key) {
  s.put(key, "1");
  s.put(key, "2", deadline{50}); // expect: async-dropped-awaitable // expect-fix: co_await s.put(key, "2", deadline{50});
  s.erase_async(key, [](bool) {});
  s.erase(key); // expect: async-dropped-awaitable // expect-fix: co_await s.erase(key);
  s.count_async();
  s.count();
  shared().count(); // expect: async-dropped-awaitable // expect-fix: co_await shared().count();
  s.flush();
  open(key).flush(); // expect: async-dropped-awaitable // expect-fix: co_await open(key).flush();
  s.await_ready();
  half();
  auto partly = half();
  auto future = s.count_async();
  std::jthread thread([] {});
  co_return co_await std::as_const(s).count();
}
