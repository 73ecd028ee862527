// RUN: %check_async_tidy %s async-unstructured-tasks %t
#include <async/async.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>
struct Stats { int done = 0; };
async::task<std::string> crawl(std::string url, Stats& stats);
async::task<std::string> fetch(std::string url);
async::task<bool> allowed();
async::task<int> two(std::string a, std::string b) {
  Stats stats;
  auto first = async::create_task(crawl(a, stats)); // expect: async-unstructured-tasks
  auto second = async::create_task(crawl(b, stats));
  if (!co_await allowed()) co_return 0;
  co_await first;
  co_await second;
  co_return stats.done;
}
async::task<int> thrown(std::string a) {
  Stats stats;
  auto first = async::create_task(crawl(a, stats)); // expect: async-unstructured-tasks
  if (a.empty()) throw std::invalid_argument("no url");
  co_await first;
  co_return stats.done;
}
async::task<std::string> owning(std::string a, std::string b) {
  auto first = async::create_task(fetch(a));
  auto second = async::create_task(fetch(b));
  if (!co_await allowed()) co_return "";
  co_return co_await first + co_await second;
}
async::task<int> grouped(std::vector<std::string> urls) {
  Stats stats;
  co_await async::with_task_group([&](async::task_group& group) -> async::task<void> {
    for (auto& url : urls) group.spawn(crawl(url, stats));
    if (!co_await allowed()) throw std::runtime_error("no");
    co_return;
  });
  co_return stats.done;
}
async::task<int> at_once(std::string a, std::string b) {
  Stats stats;
  auto first = async::create_task(crawl(a, stats));
  co_await first;
  co_return stats.done;
}
async::task<int> every_path(std::string a) {
  Stats stats;
  auto first = async::create_task(crawl(a, stats));
  bool ok = false;
  try { ok = co_await allowed(); } catch (...) { ok = false; }
  co_await first;
  if (!ok) co_return 0;
  co_return stats.done;
}
async::task<std::string> shared_work(std::string url, std::shared_ptr<Stats> stats);
async::task<int> shared(std::string a) {
  auto stats = std::make_shared<Stats>();
  auto first = async::create_task(shared_work(a, stats));
  if (!co_await allowed()) co_return 0;
  co_await first;
  co_return stats->done;
}
async::task<int> callers(std::string a, Stats& stats) {
  auto first = async::create_task(crawl(a, stats));
  if (!co_await allowed()) co_return 0;
  co_await first;
  co_return stats.done;
}
async::task<int> many(std::vector<std::string> urls) {
  Stats stats;
  std::vector<async::join_handle<std::string>> running;
  for (auto& url : urls) running.push_back(async::create_task(crawl(url, stats))); // expect: async-unstructured-tasks
  for (auto& handle : running) co_await handle;
  co_return stats.done;
}
async::task<int> many_caught(std::vector<std::string> urls) {
  Stats stats;
  std::vector<async::join_handle<std::string>> running;
  for (auto& url : urls) running.push_back(async::create_task(crawl(url, stats)));
  std::exception_ptr error;
  for (auto& handle : running) {
    try { co_await handle; } catch (...) { if (!error) error = std::current_exception(); }
  }
  if (error) std::rethrow_exception(error);
  co_return stats.done;
}
