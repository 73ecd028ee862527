// RUN: %check_async_tidy %s async-fail-fast-gather %t
#include <cppcoro/task.hpp>
#include <cppcoro/when_all.hpp>
#include <cppcoro/when_all_ready.hpp>
#include <boost/cobalt.hpp>
#include <seastar/core/coroutine.hh>
#include <seastar/core/future.hh>
#include <seastar/core/when_all.hh>
#include <coro/coro.hpp>
#include <string>
#include <vector>
void show(const std::string& text);
cppcoro::task<std::string> lookup(std::string key);
cppcoro::task<> cards(std::vector<std::string> keys) {
  std::vector<cppcoro::task<std::string>> tasks;
  for (auto& key : keys) tasks.emplace_back(lookup(key));
  auto cards = co_await cppcoro::when_all(std::move(tasks)); // expect: async-fail-fast-gather
  for (auto& card : cards) show(card);
}
boost::cobalt::promise<std::string> tool(std::string name);
boost::cobalt::task<void> tools(std::vector<std::string> names) {
  std::vector<boost::cobalt::promise<std::string>> running;
  for (auto& name : names) running.push_back(tool(name));
  for (auto& text : co_await boost::cobalt::join(running)) show(text); // expect: async-fail-fast-gather
}
boost::cobalt::task<void> tools_gathered(std::vector<std::string> names) {
  std::vector<boost::cobalt::promise<std::string>> running;
  for (auto& name : names) running.push_back(tool(name));
  for (auto& text : co_await boost::cobalt::gather(running)) if (text) show(*text);
}
seastar::future<std::string> probe(int shard);
seastar::future<> probes(std::vector<int> shards) {
  std::vector<seastar::future<std::string>> running;
  for (int s : shards) running.push_back(probe(s));
  auto texts = co_await seastar::when_all_succeed(std::move(running)); // expect: async-fail-fast-gather
  for (auto& text : texts) show(text);
}
coro::task<std::string> ping(int host);
coro::task<void> pings(std::vector<int> hosts) {
  std::vector<coro::task<std::string>> work;
  for (int h : hosts) work.push_back(ping(h));
  for (auto& done : co_await coro::when_all(std::move(work))) {
    try { show(done.return_value()); } catch (const std::exception& e) { show(e.what()); }
  }
}
std::string page(const std::vector<std::string>& cards);
cppcoro::task<std::string> whole(std::vector<std::string> keys) {
  std::vector<cppcoro::task<std::string>> tasks;
  for (auto& key : keys) tasks.emplace_back(lookup(key));
  auto cards = co_await cppcoro::when_all(std::move(tasks));
  co_return page(cards);
}
