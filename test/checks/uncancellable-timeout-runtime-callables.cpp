// RUN: %check_async_tidy %s async-uncancellable-timeout %t
#include <async/async.hpp>
#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>
using namespace std::chrono_literals;
std::string parse(std::string text);
class Store {
 public:
  std::string query(std::string sql);
};
class Repository {
 public:
  async::task<std::string> find(std::string key) {
    co_return co_await async::wait_for(async::to_thread([this, key] { return store_.query("select " + key); }), 2s); // expect: async-uncancellable-timeout
  }
  async::task<std::string> rows(std::string key) { co_return co_await async::to_thread([this, key] { return store_.query(key); }); }
  async::task<std::string> rows_in_time(std::string key) { co_return co_await async::wait_for(rows(key), 2s); } // expect: async-uncancellable-timeout
 private:
  Store store_;
};
async::task<std::string> run_limited(std::function<std::string()> f) {
  co_return co_await async::wait_for(async::to_thread(f), 5s); // expect: async-uncancellable-timeout
}
async::task<std::string> run_with_token(std::function<std::string(std::stop_token)> f) {
  auto stop = co_await async::stop_token();
  co_return co_await async::wait_for(async::to_thread([f, stop] { return f(stop); }), 5s);
}
template <class F> async::task<std::invoke_result_t<F>> run_blocking(F f, std::chrono::milliseconds limit) {
  co_return co_await async::wait_for(async::to_thread(std::move(f)), limit);
}
async::task<std::string> helper(std::string text) {
  co_return co_await run_blocking([text] { return parse(text); }, 800ms); // expect: async-uncancellable-timeout
}
async::task<int> helper_stop(std::string text) {
  auto stop = co_await async::stop_token();
  co_return co_await run_blocking([text, stop] {
    int n = 0;
    for (char c : text) {
      if (stop.stop_requested()) return -1;
      n += c == '\n';
    }
    return n;
  }, 800ms);
}
async::task<int> two(std::string a, std::string b) {
  auto [x, y] = co_await async::wait_for(async::gather(async::to_thread(parse, a), async::to_thread(parse, b)), 5s); // expect: async-uncancellable-timeout
  co_return int(x.size() + y.size());
}
async::task<int> callback_stops(std::string a) {
  auto stop = co_await async::stop_token();
  Store store;
  co_return co_await async::wait_for(async::to_thread([&store, stop, a] {
    std::stop_callback interrupt(stop, [&store] { store.query("interrupt"); });
    return int(store.query(a).size());
  }), 5s);
}
// the token reaches the helper of the helper
static bool gone(const std::stop_token &stop) { return stop.stop_requested(); }
static int deep(std::vector<int> values, std::stop_token stop) {
  int sum = 0;
  for (int v : values) {
    if (gone(stop)) break;
    sum += v;
  }
  return sum;
}
async::task<int> deep_ok(std::vector<int> values) {
  auto stop = co_await async::stop_token();
  co_return co_await async::wait_for(async::to_thread(deep, values, stop), 5s);
}
static int passes_on(std::vector<int> values, std::stop_token stop);
static int never_asks(std::vector<int> values, std::stop_token stop) { return int(values.size()); }
static int passes_on(std::vector<int> values, std::stop_token stop) { return never_asks(values, stop); }
async::task<int> deep_bad(std::vector<int> values) {
  auto stop = co_await async::stop_token();
  co_return co_await async::wait_for(async::to_thread(passes_on, values, stop), 5s); // expect: async-uncancellable-timeout
}
// the runtime hands its token to a callable that takes one
template <class F, class... A> auto in_thread(F &&f, A &&...a) { return async::to_thread(std::forward<F>(f), std::forward<A>(a)...); }
int hears(std::stop_token stop, int limit) {
  int n = 0;
  while (n < limit && !stop.stop_requested()) ++n;
  return n;
}
async::task<int> twice_wrapped(int limit) {
  auto stop = co_await async::stop_token();
  co_return co_await async::wait_for(in_thread(hears, stop, limit), 5s);
}
async::task<std::string> wrapped(std::string text) {
  co_return co_await async::wait_for(in_thread(parse, text), 5s); // expect: async-uncancellable-timeout
}
