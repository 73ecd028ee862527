// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Home-made tasks that are driven through their own members instead of an await.
#include <coroutine>
#include <exception>
#include <string>
#include <utility>
#include <vector>

class job {
public:
  struct promise_type {
    job get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  job(job &&) noexcept;
  job &operator=(job &&) noexcept;
  ~job();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume();
  void start();
  void start_on(int core);
  void get();
  job then(job next) &&;
};

job refresh(std::string key);
job rebuild(std::string index);

struct runner {
  std::vector<job> jobs_;
  void add(job j) { jobs_.push_back(std::move(j)); }
  runner &operator<<(job j) {
    jobs_.push_back(std::move(j));
    return *this;
  }
  runner &operator+=(job j) { return *this << std::move(j); }
};

void startup(runner &r) {
  refresh("a").start();
  refresh("b").get();
  auto started = refresh("c");
  started.start_on(1);
  auto finished = rebuild("d");
  finished.get();
  r.add(refresh("e"));
  r << refresh("f") << rebuild("g");
  r += rebuild("h");
  auto i = refresh("i");
  r << std::move(i);
  refresh("j").then(rebuild("k")).start();
  refresh("l").then(rebuild("m")); // expect: async-dropped-awaitable
  refresh("n"); // expect: async-dropped-awaitable
}

job nightly(runner &r) {
  co_await refresh("a").then(rebuild("b"));
  auto chained = refresh("c").then(rebuild("d"));
  co_await chained;
  auto lost = refresh("e").then(rebuild("f")); // expect: async-dropped-awaitable
  for (auto &j : r.jobs_)
    co_await j;
}
