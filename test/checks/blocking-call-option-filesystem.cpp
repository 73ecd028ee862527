// RUN: %check_async_tidy %s async-blocking-call %t
// With filesystem and lock switched on, disk metadata and mutex sections are reported as well.
// option: async-blocking-call.Categories=filesystem;lock
#include <coro/coro.hpp>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <string>
namespace fs = std::filesystem;
struct State {
  std::mutex mutex;
  int turns = 0;
};
static std::uintmax_t usage(const fs::path& root) {
  std::uintmax_t total = 0;
  for (auto& entry : fs::recursive_directory_iterator(root)) total += entry.file_size();
  return total;
}
coro::task<void> report(std::uintmax_t bytes);

coro::task<void> measure(fs::path root) {
  co_await report(usage(root)); // expect: async-blocking-call
}

coro::task<void> prepare(fs::path root) {
  fs::create_directories(root / "cache"); // expect: async-blocking-call
  fs::remove_all(root / "old"); // expect: async-blocking-call
  co_await report(0);
}

coro::task<void> count_turn(State& state) {
  {
    std::lock_guard lock(state.mutex); // expect: async-blocking-call
    ++state.turns;
  }
  co_await report(state.turns);
}

coro::task<bool> try_turn(State& state) {
  std::unique_lock lock(state.mutex, std::defer_lock);
  if (!lock.try_lock()) co_return false;
  ++state.turns;
  co_return true;
}

coro::task<std::string> name(fs::path root) {
  fs::path file = root / "cache" / "index.db";
  std::cout << file.filename() << '\n';
  co_return file.extension().string() + file.parent_path().string();
}
