// RUN: %check_async_tidy %s async-dropped-awaitable %t
// The increment of a for statement: async iterators, polls and progress reports.
#include <cppcoro/async_generator.hpp>
#include <cppcoro/task.hpp>
#include <string>
#include <vector>

cppcoro::async_generator<std::string> stream_tokens(std::string prompt);
cppcoro::task<void> report_progress(int done);
cppcoro::task<bool> poll(int job);
cppcoro::task<void> backoff(int attempt);
void show(const std::string &);

cppcoro::task<> print(std::string prompt) {
  auto tokens = stream_tokens(prompt);
  for (auto it = co_await tokens.begin(); it != tokens.end(); ++it) // expect: async-dropped-awaitable // expect-fix: for (auto it = co_await tokens.begin(); it != tokens.end(); co_await ++it)
    show(*it);
}

cppcoro::task<> print_right(std::string prompt) {
  auto tokens = stream_tokens(prompt);
  for (auto it = co_await tokens.begin(); it != tokens.end(); co_await ++it)
    show(*it);
}

cppcoro::task<int> work(const std::vector<std::string> &items) {
  int done = 0;
  for (auto it = items.begin(); it != items.end(); ++it, report_progress(done)) // expect: async-dropped-awaitable
    show(*it), ++done;
  for (int i = 0; i < done; ++i, co_await report_progress(i))
    show(items[i]);
  co_return done;
}

cppcoro::task<bool> wait_for_job(int job) {
  for (int attempt = 0; attempt < 5; backoff(attempt++)) // expect: async-dropped-awaitable // expect-fix: for (int attempt = 0; attempt < 5; co_await backoff(attempt++))
    if (co_await poll(job))
      co_return true;
  for (report_progress(0); !co_await poll(job);) // expect: async-dropped-awaitable
    co_await backoff(9);
  co_return false;
}

cppcoro::task<> drain(std::vector<cppcoro::task<>> &pending) {
  for (auto it = pending.begin(); it != pending.end(); ++it)
    co_await *it;
}
