// RUN: %check_async_tidy %s async-blocking-call %t
// Executors of the project's own: one queues for its threads, one runs what it is given at once.
#include <coro/coro.hpp>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>
class Workers {
 public:
  Workers() {
    for (int i = 0; i < 4; ++i) threads_.emplace_back([this](std::stop_token stop) { work(stop); });
  }
  template <class F> std::future<std::invoke_result_t<F>> submit(F f) {
    auto task = std::make_shared<std::packaged_task<std::invoke_result_t<F>()>>(std::move(f));
    auto result = task->get_future();
    {
      std::lock_guard lock(mutex_);
      queue_.push_back([task] { (*task)(); });
    }
    more_.notify_one();
    return result;
  }

 private:
  void work(std::stop_token stop) {
    while (!stop.stop_requested()) {
      std::unique_lock lock(mutex_);
      more_.wait(lock, [this] { return !queue_.empty(); });
      auto job = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      job();
    }
  }
  std::mutex mutex_;
  std::condition_variable_any more_;
  std::deque<std::function<void()>> queue_;
  std::vector<std::jthread> threads_;
};
struct Inline {
  template <class F> auto submit(F f) { return f(); }
};
coro::task<int> score(std::string text);
static int build(const std::string& target) { return std::system(("make " + target).c_str()); }

coro::task<int> build_queued(Workers& workers, coro::io_scheduler& io, std::string target) {
  auto pending = workers.submit([target] { return build(target); });
  while (pending.wait_for(std::chrono::seconds(0)) != std::future_status::ready) co_await io.yield_for(std::chrono::milliseconds(5));
  co_return pending.get();
}

coro::task<int> build_waiting(Workers& workers, Inline& now, std::string target) {
  int code = workers.submit([target] { return build(target); }).get(); // expect: async-blocking-call
  code += now.submit([target] { return build(target); }); // expect: async-blocking-call
  code += now.submit([target] { return static_cast<int>(target.size()); });
  workers.submit([target] { return coro::sync_wait(score(target)); });
  co_return code;
}
