// RUN: %check_async_tidy %s async-blocking-call %t
// Joining a thread from a coroutine, and the threads that are left to run on their own.
#include <cppcoro/task.hpp>
#include <functional>
#include <string>
#include <thread>
#include <vector>
void index_shard(const std::string& root, int shard);
cppcoro::task<void> announce(std::string text);

cppcoro::task<void> reindex(std::string root) {
  std::thread worker(index_shard, root, 0);
  co_await announce("indexing " + root);
  worker.join(); // expect: async-blocking-call
}

cppcoro::task<void> reindex_all(std::string root, int shards) {
  std::vector<std::thread> workers;
  for (int shard = 0; shard < shards; ++shard) workers.emplace_back([&root, shard] { index_shard(root, shard); });
  for (auto& worker : workers) {
    if (worker.joinable()) worker.join(); // expect: async-blocking-call
  }
  co_await announce("indexed " + root);
}

class Indexer {
 public:
  ~Indexer() {
    for (auto& worker : workers_) worker.join();
  }
  cppcoro::task<void> reindex(std::string root) {
    workers_.push_back(std::thread([root] { index_shard(root, 0); }));
    co_await announce("indexing " + root);
  }

 private:
  std::vector<std::thread> workers_;
};

cppcoro::task<void> reindex_later(std::string root) {
  std::thread worker([root] { index_shard(root, 0); });
  worker.detach();
  co_await announce("queued " + root);
}

struct Path {
  std::string text;
  Path& join(const std::string& part) { text += "/" + part; return *this; }
};
cppcoro::task<void> announce_path(Path path) { co_await announce(path.join("index").text); }
