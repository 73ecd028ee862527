// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Initialisers of if, switch and range-for that hold a future where a lock was meant.
#include <cppcoro/async_mutex.hpp>
#include <cppcoro/task.hpp>
#include <map>
#include <string>

enum class mode { fast, deep };
cppcoro::task<mode> pick_mode(std::string prompt);
cppcoro::task<std::string> ask(mode m, std::string prompt);
void touch(const std::string &);

class session_table {
  cppcoro::async_mutex mutex_;
  std::map<std::string, std::string> sessions_;

public:
  cppcoro::task<bool> erase(std::string id) {
    if (auto lock = mutex_.scoped_lock_async(); sessions_.contains(id)) { // expect: async-dropped-awaitable // expect-fix: if (auto lock = co_await mutex_.scoped_lock_async(); sessions_.contains(id)) {
      sessions_.erase(id);
      co_return true;
    }
    co_return false;
  }
  cppcoro::task<bool> contains(std::string id) {
    if (auto lock = co_await mutex_.scoped_lock_async(); sessions_.contains(id))
      co_return true;
    co_return false;
  }
  cppcoro::task<int> kind(std::string id) {
    switch (auto lock = mutex_.scoped_lock_async(); sessions_.size()) { // expect: async-dropped-awaitable // expect-fix: switch (auto lock = co_await mutex_.scoped_lock_async(); sessions_.size()) {
    case 0:
      co_return 0;
    default:
      co_return 1;
    }
  }
  cppcoro::task<> touch_all() {
    for (auto lock = mutex_.scoped_lock_async(); auto &[id, text] : sessions_) // expect: async-dropped-awaitable
      touch(id);
    for (auto lock = co_await mutex_.scoped_lock_async(); auto &[id, text] : sessions_)
      touch(text);
  }
  cppcoro::task<> open(std::string id) {
    if (mutex_.lock_async(); !sessions_.contains(id)) // expect: async-dropped-awaitable
      sessions_[id] = "";
    mutex_.unlock();
    co_return;
  }
};

cppcoro::task<std::string> routed(std::string prompt) {
  if (auto choice = pick_mode(prompt); !prompt.empty()) {
    co_return co_await ask(co_await choice, prompt);
  }
  switch (auto m = co_await pick_mode(prompt); m) {
  case mode::fast:
    co_return "fast";
  default:
    co_return "deep";
  }
}
