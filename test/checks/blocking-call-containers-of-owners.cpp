// RUN: %check_async_tidy %s async-blocking-call %t
// Joining members inside optionals, pairs, maps, arrays and project structs; the same types by reference are nobody's end here.
#include <async/async.hpp>
#include <array>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>
void stream_logs(std::string host);
std::string render(std::string page);
async::task<void> run_turn(int turn);
struct Page {
  std::string name;
  std::future<std::string> image;
};
struct Monitor {
  std::string host;
  std::optional<std::jthread> thread;
};

async::task<void> watched(int turn, std::string host) {
  std::optional<std::jthread> watcher; // expect: async-blocking-call
  if (turn > 0) watcher.emplace(stream_logs, host);
  co_await run_turn(turn);
}

async::task<void> monitored(int turn, std::string host) {
  Monitor monitor{host, std::jthread(stream_logs, host)}; // expect: async-blocking-call
  co_await run_turn(turn);
}

async::task<void> watched_all(int turn, std::vector<std::string> hosts) {
  std::map<std::string, std::jthread> watchers; // expect: async-blocking-call
  for (auto& host : hosts) watchers.emplace(host, std::jthread(stream_logs, host));
  co_await run_turn(turn);
}

async::task<void> rendered(int turn) {
  Page page{"index", std::async(std::launch::async, render, "index")}; // expect: async-blocking-call
  co_await run_turn(turn);
}

async::task<Page> start_page(std::string name) {
  Page page{name, std::async(std::launch::async, render, name)};
  co_await run_turn(0);
  co_return page;
}

async::task<void> borrowed(Monitor& monitor, std::map<std::string, std::jthread>& watchers, Page* page) {
  std::jthread& first = watchers.begin()->second;
  first.request_stop();
  std::vector<std::jthread*> known{&first};
  auto* image = &page->image;
  co_await run_turn(image->valid() && monitor.thread ? 1 : 0);
  co_await run_turn(static_cast<int>(known.size() + monitor.host.size()));
}
