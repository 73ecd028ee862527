// RUN: %check_async_tidy %s async-blocking-call %t
// Work handed to a thread of its own is not the coroutine's; what is evaluated to hand it over is.
#include <async/async.hpp>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>
static std::string slurp(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}
static std::size_t tokens(std::string text) { return text.size() / 4; }
static void compress(const std::string& path) { std::system(("gzip " + path).c_str()); }

class Archive {
 public:
  async::task<std::size_t> add(std::string path) {
    std::string text = co_await async::to_thread(slurp, path);
    co_return co_await async::to_thread([text] { return tokens(text); });
  }
  async::task<void> compress_later(std::string path) {
    workers_.emplace_back(compress, path);
    workers_.push_back(std::jthread([path] { compress(path); }));
    done_.push_back(std::async(std::launch::async, compress, path));
    std::thread([path] { compress(path); }).detach();
    co_return;
  }
  async::task<std::size_t> add_eagerly(std::string path) {
    co_return co_await async::to_thread(tokens, slurp(path)); // expect: async-blocking-call
  }
  async::task<void> compress_listed(std::string list) {
    done_.push_back(std::async(std::launch::async, compress, slurp(list))); // expect: async-blocking-call
    workers_.emplace_back(compress, slurp(list)); // expect: async-blocking-call
    co_return;
  }
  async::task<std::size_t> add_bound(std::string path) {
    auto work = std::bind(slurp, path);
    auto text = co_await async::to_thread(work);
    auto load = [path] { return slurp(path); };
    auto again = co_await async::to_thread(load);
    co_return text.size() + again.size() + load().size(); // expect: async-blocking-call
  }
  async::task<std::packaged_task<std::string()>> package(std::string path) {
    std::packaged_task<std::string()> work([path] { return slurp(path); });
    co_return std::move(work);
  }

 private:
  std::vector<std::jthread> workers_;
  std::vector<std::future<void>> done_;
};
