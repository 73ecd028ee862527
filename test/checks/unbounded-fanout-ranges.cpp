// RUN: %check_async_tidy %s async-unbounded-fanout %t
// Gathers over what a query returned, a user typed, a map holds.
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <algorithm>
#include <array>
#include <map>
#include <ranges>
#include <span>
#include <string>
#include <thread>
#include <vector>

using folly::coro::Task;
struct Document {
  std::string id;
};
Task<std::vector<Document>> search(std::string query);
Task<std::string> summarise(std::string id);
Task<void> probe(int n);

Task<std::vector<std::string>> summariseAll(const std::vector<std::string> &ids) {
  std::vector<Task<std::string>> tasks;
  tasks.reserve(ids.size());
  for (const auto &id : ids)
    tasks.push_back(summarise(id));
  co_return co_await folly::coro::collectAllRange(std::move(tasks)); // expect: async-unbounded-fanout // expect-message: everything in 'tasks' runs at once, and nothing limits how much that is
  // expect-fix:   co_return co_await folly::coro::collectAllWindowed(std::move(tasks), 16);
}

Task<void> settled(std::string query) {
  auto documents = co_await search(query);
  std::vector<Task<std::string>> tasks;
  for (std::size_t i = 0; i < documents.size(); ++i)
    tasks.emplace_back(summarise(documents[i].id));
  auto results = co_await folly::coro::collectAllTryRange(std::move(tasks)); // expect: async-unbounded-fanout
  // expect-fix:   auto results = co_await folly::coro::collectAllTryWindowed(std::move(tasks), 16);
}

Task<void> counted(int n) {
  std::vector<Task<void>> probes;
  for (int i = 0; i < n; ++i)
    probes.push_back(probe(i));
  co_await folly::coro::collectAllRange(std::move(probes)); // expect: async-unbounded-fanout
}

Task<void> manyByConstant() {
  std::vector<Task<void>> probes;
  for (int i = 0; i < 500; ++i)
    probes.push_back(probe(i));
  co_await folly::coro::collectAllRange(std::move(probes)); // expect: async-unbounded-fanout // expect-message: everything in 'probes' runs at once, and that is 500 tasks
}

Task<void> transformed(const std::vector<std::string> &ids) {
  std::vector<Task<std::string>> tasks;
  std::transform(ids.begin(), ids.end(), std::back_inserter(tasks), [](const std::string &id) { return summarise(id); });
  co_await folly::coro::collectAllRange(std::move(tasks)); // expect: async-unbounded-fanout
}

std::vector<Task<std::string>> makeTasks(const std::vector<std::string> &ids) {
  std::vector<Task<std::string>> tasks;
  for (auto &id : ids)
    tasks.push_back(summarise(id));
  return tasks;
}

Task<void> madeElsewhere(const std::vector<std::string> &ids) {
  co_await folly::coro::collectAllRange(makeTasks(ids)); // expect: async-unbounded-fanout
}

class Registry {
public:
  Task<void> refreshAll() {
    std::vector<Task<std::string>> tasks;
    for (auto &[name, id] : servers_)
      tasks.push_back(summarise(id));
    co_await folly::coro::collectAllRange(std::move(tasks)); // expect: async-unbounded-fanout
  }

private:
  std::map<std::string, std::string> servers_;
};

// Bounded by what the code says.
Task<void> windowed(const std::vector<std::string> &ids) {
  std::vector<Task<std::string>> tasks;
  for (auto &id : ids)
    tasks.push_back(summarise(id));
  co_await folly::coro::collectAllWindowed(std::move(tasks), 8);
}

inline constexpr std::size_t kMaxFetches = 20;

Task<void> checkedBefore(std::vector<std::string> ids) {
  if (ids.size() > kMaxFetches)
    throw std::runtime_error("too many");
  std::vector<Task<std::string>> tasks;
  for (auto &id : ids)
    tasks.push_back(summarise(id));
  co_await folly::coro::collectAllRange(std::move(tasks));
}

Task<void> cutBefore(std::vector<std::string> ids) {
  if (ids.size() > kMaxFetches)
    ids.resize(kMaxFetches);
  std::vector<Task<std::string>> tasks;
  for (auto &id : ids)
    tasks.push_back(summarise(id));
  co_await folly::coro::collectAllRange(std::move(tasks));
}

Task<void> sliced(const std::vector<std::string> &ids) {
  std::vector<Task<std::string>> tasks;
  for (auto &id : ids | std::views::take(10))
    tasks.push_back(summarise(id));
  co_await folly::coro::collectAllRange(std::move(tasks));
  std::vector<Task<std::string>> more;
  for (auto &id : std::span(ids).first(5))
    more.push_back(summarise(id));
  co_await folly::coro::collectAllRange(std::move(more));
  std::vector<Task<std::string>> some;
  for (std::size_t i = 0; i < std::min(ids.size(), kMaxFetches); ++i)
    some.push_back(summarise(ids[i]));
  co_await folly::coro::collectAllRange(std::move(some));
}

Task<void> reserved(const std::vector<std::string> &ids) {
  std::vector<Task<std::string>> tasks;
  tasks.reserve(8);
  for (auto &id : ids) {
    if (tasks.size() == tasks.capacity())
      break;
    tasks.push_back(summarise(id));
  }
  co_await folly::coro::collectAllRange(std::move(tasks));
}

Task<void> inBatches(const std::vector<std::string> &ids) {
  std::vector<Task<std::string>> batch;
  for (auto &id : ids) {
    batch.push_back(summarise(id));
    if (batch.size() == 8) {
      co_await folly::coro::collectAllRange(std::move(batch));
      batch.clear();
    }
  }
  co_await folly::coro::collectAllRange(std::move(batch));
}

Task<void> perCore() {
  std::vector<Task<void>> tasks;
  for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i)
    tasks.push_back(probe(i));
  co_await folly::coro::collectAllRange(std::move(tasks));
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<Task<void>> again;
  for (unsigned i = 0; i < threads; ++i)
    again.push_back(probe(i));
  co_await folly::coro::collectAllRange(std::move(again));
}

Task<void> fewByType(const std::array<std::string, 3> &models) {
  std::vector<Task<std::string>> tasks;
  for (auto &model : models)
    tasks.push_back(summarise(model));
  tasks.push_back(summarise("extra"));
  co_await folly::coro::collectAllRange(std::move(tasks));
  static const std::vector<std::string> kRegions = {"eu", "us", "ap"};
  std::vector<Task<std::string>> regions;
  for (auto &region : kRegions)
    regions.push_back(summarise(region));
  co_await folly::coro::collectAllRange(std::move(regions));
}

Task<void> oneByOne(std::string a, std::string b) {
  co_await folly::coro::collectAll(summarise(a), summarise(b));
}
