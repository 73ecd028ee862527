// RUN: %check_async_tidy %s async-blocking-call %t
// A member called run_sync is judged by what it does: one drives a private loop, one queues, one computes.
#include <boost/asio.hpp>
#include <functional>
#include <future>
#include <string>
#include <utility>
#include <vector>
namespace asio = boost::asio;
class LoopRunner {
 public:
  int run_sync(asio::awaitable<int> work) {
    asio::io_context loop;
    auto result = asio::co_spawn(loop, std::move(work), asio::use_future);
    loop.run();
    return result.get();
  }
};
class QueueRunner {
 public:
  void run_sync(std::function<void()> work) { queue_.push_back(std::move(work)); }
  std::size_t waitForFinished() const { return queue_.size(); }

 private:
  std::vector<std::function<void()>> queue_;
};
class ThreadRunner {
 public:
  template <class F> auto run_async(F work) {
    std::packaged_task<decltype(work())()> task(std::move(work));
    auto result = task.get_future();
    asio::post(pool_, std::move(task));
    return result.get();
  }

 private:
  asio::thread_pool pool_{1};
};
struct Evaluator {
  int run_sync(int x) const { return blocking(x) + sync_wait(x); }
  int blocking(int x) const { return x + 1; }
  int sync_wait(int x) const { return x * 2; }
};
asio::awaitable<int> count();

asio::awaitable<int> use(LoopRunner& loop, QueueRunner& queue, ThreadRunner& threads, Evaluator evaluator) {
  int total = loop.run_sync(count()); // expect: async-blocking-call
  queue.run_sync([] {});
  total += static_cast<int>(queue.waitForFinished());
  total += threads.run_async([] { return 3; }); // expect: async-blocking-call
  total += evaluator.run_sync(total);
  co_return total + co_await count();
}
