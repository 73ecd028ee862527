// RUN: %check_async_tidy %s async-unbounded-fanout %t
// Wrappers that are handed the range, helpers that bound it, children that wait for a permit.
#include <async/async.hpp>
#include <string>
#include <vector>

async::task<std::string> fetch(std::string url);

// Its callers decide how many there are.
async::task<std::vector<std::string>> run_all(std::vector<async::task<std::string>> tasks) {
  co_return co_await async::gather(std::move(tasks));
}

async::task<void> caller(const std::vector<std::string> &urls) {
  std::vector<async::task<std::string>> tasks;
  for (auto &url : urls)
    tasks.push_back(fetch(url));
  co_await run_all(std::move(tasks)); // expect: async-unbounded-fanout
}

async::task<void> small_caller() {
  std::vector<async::task<std::string>> tasks;
  tasks.push_back(fetch("a"));
  tasks.push_back(fetch("b"));
  co_await run_all(std::move(tasks));
}

async::task<std::vector<std::string>> run_some(std::vector<async::task<std::string>> tasks, std::size_t limit = 8) {
  co_return co_await async::gather_bounded(limit, std::move(tasks));
}

async::task<void> bounded_caller(const std::vector<std::string> &urls) {
  std::vector<async::task<std::string>> tasks;
  for (auto &url : urls)
    tasks.push_back(fetch(url));
  co_await run_some(std::move(tasks));
}

async::task<std::string> fetch_limited(async::semaphore &places, std::string url) {
  auto place = co_await places.acquire();
  co_return co_await fetch(url);
}

async::task<void> children_wait(const std::vector<std::string> &urls) {
  async::semaphore places(8);
  std::vector<async::task<std::string>> tasks;
  for (auto &url : urls)
    tasks.push_back(fetch_limited(places, url));
  co_await async::gather(std::move(tasks));
}

async::task<void> lambdas_wait(const std::vector<std::string> &urls) {
  async::semaphore places(8);
  auto one = [&](std::string url) -> async::task<std::string> {
    auto place = co_await places.acquire();
    co_return co_await fetch(url);
  };
  std::vector<async::task<std::string>> tasks;
  for (auto &url : urls)
    tasks.push_back(one(url));
  co_await async::gather(std::move(tasks));
}

async::task<std::string> elsewhere(async::semaphore &places, std::string url);

async::task<void> handed_a_semaphore(const std::vector<std::string> &urls, async::semaphore &places) {
  std::vector<async::task<std::string>> tasks;
  for (auto &url : urls)
    tasks.push_back(elsewhere(places, url));
  co_await async::gather(std::move(tasks));
}

async::task<void> plain(const std::vector<std::string> &urls) {
  std::vector<async::task<std::string>> tasks;
  for (auto &url : urls)
    tasks.push_back(fetch(url));
  auto pages = co_await async::gather(std::move(tasks)); // expect: async-unbounded-fanout
  // expect-fix:   auto pages = co_await async::gather_bounded(16, std::move(tasks));
}

async::task<void> handles(const std::vector<std::string> &urls) {
  std::vector<async::join_handle<std::string>> running;
  for (auto &url : urls)
    running.push_back(async::create_task(fetch(url))); // expect: async-unbounded-fanout // expect-message: each iteration starts 'fetch' and does not wait for it: nothing limits how many run at once; let each one wait for a permit of a semaphore first
  for (auto &handle : running)
    co_await handle;
}

async::task<void> one_after_another(const std::vector<std::string> &urls) {
  for (auto &url : urls) {
    auto running = async::create_task(fetch(url));
    co_await running;
  }
}

async::task<void> group(const std::vector<std::string> &urls) {
  co_await async::with_task_group([&](async::task_group &g) -> async::task<void> {
    for (auto &url : urls)
      g.spawn(fetch(url)); // expect: async-unbounded-fanout
    co_return;
  });
}

async::task<void> group_with_permits(const std::vector<std::string> &urls, async::semaphore &places) {
  co_await async::with_task_group([&](async::task_group &g) -> async::task<void> {
    for (auto &url : urls) {
      auto place = co_await places.acquire();
      g.spawn(fetch(url));
    }
  });
}

async::task<void> only_the_first(const std::vector<std::string> &urls, async::background_tasks &background) {
  for (auto &url : urls)
    if (url.starts_with("https:")) {
      background.spawn([](std::string u) -> async::task<void> { co_await fetch(u); }(url), [](std::exception_ptr) {});
      break;
    }
  co_return;
}

// As many workers as somebody chose, each with its own loop.
async::task<void> worker(async::channel<std::string> &jobs) {
  while (auto url = co_await jobs.receive())
    co_await fetch(*url);
}

async::task<void> workers(async::channel<std::string> &jobs, std::size_t count) {
  std::vector<async::task<void>> all;
  for (std::size_t i = 0; i < count; ++i)
    all.push_back(worker(jobs));
  co_await async::gather(std::move(all));
}

// A client that owns a limiter of its own.
class place_guard {
public:
  place_guard(place_guard &&) noexcept;
  ~place_guard();
};
class limiter {
public:
  async::task<place_guard> enter();
};
class http_client {
public:
  async::task<std::string> get(std::string url);

private:
  limiter connections_;
};
class plain_client {
public:
  async::task<std::string> get(std::string url);
};

async::task<void> through_clients(http_client &limited, plain_client &plain, const std::vector<std::string> &urls) {
  std::vector<async::task<std::string>> some, all;
  for (auto &url : urls) {
    some.push_back(limited.get(url));
    all.push_back(plain.get(url));
  }
  co_await async::gather(std::move(some));
  co_await async::gather(std::move(all)); // expect: async-unbounded-fanout
}
