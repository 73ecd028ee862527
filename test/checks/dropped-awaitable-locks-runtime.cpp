// RUN: %check_async_tidy %s async-dropped-awaitable %t
// The runtime's own lock, semaphore, event and stop token, named and never awaited.
#include <async/async.hpp>
#include <map>
#include <stop_token>
#include <string>

async::task<std::string> fetch(std::string url);

class page_cache {
  async::mutex mutex_;
  async::semaphore slots_{8};
  async::event ready_;
  std::map<std::string, std::string> pages_;

public:
  async::task<std::string> get(std::string url) {
    auto guard = mutex_.lock(); // expect: async-dropped-awaitable // expect-fix: auto guard = co_await mutex_.lock();
    if (auto it = pages_.find(url); it != pages_.end())
      co_return it->second;
    auto slot = co_await slots_.acquire();
    co_return pages_[url] = co_await fetch(url);
  }

  async::task<std::string> get_direct(std::string url) {
    [[maybe_unused]] auto slot = co_await slots_.acquire();
    const auto &permit = slots_.acquire(); // expect: async-dropped-awaitable // expect-fix: const auto &permit = co_await slots_.acquire();
    auto &&other = mutex_.lock(); // expect: async-dropped-awaitable // expect-fix: auto &&other = co_await mutex_.lock();
    co_return co_await fetch(url);
  }

  async::task<void> warm_up(std::string url) {
    ready_.wait(); // expect: async-dropped-awaitable // expect-fix: co_await ready_.wait();
    co_await ready_.wait();
    pages_[url] = co_await fetch(url);
    ready_.set();
  }

  async::task<bool> stoppable(std::string url) {
    auto stop = async::stop_token(); // expect: async-dropped-awaitable // expect-fix: auto stop = co_await async::stop_token();
    auto page = co_await fetch(url);
    co_return !page.empty();
  }

  async::task<bool> stoppable_right(std::string url) {
    auto stop = co_await async::stop_token();
    auto page = co_await fetch(url);
    co_return !stop.stop_requested() && !page.empty();
  }
};
