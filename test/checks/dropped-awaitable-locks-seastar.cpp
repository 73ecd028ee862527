// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Units and lock holders of seastar that are still futures when the guarded code runs.
#include <seastar/core/coroutine.hh>
#include <seastar/core/rwlock.hh>
#include <seastar/core/semaphore.hh>
#include <string>
#include <unordered_map>

class embedding_store {
  seastar::semaphore sem_{8};
  seastar::rwlock lock_;
  std::unordered_map<std::string, std::string> vectors_;

public:
  seastar::future<std::string> embed(std::string text);

  seastar::future<std::string> limited(std::string text) {
    auto units = seastar::get_units(sem_, 1); // expect: async-dropped-awaitable // expect-fix: auto units = co_await seastar::get_units(sem_, 1);
    co_return co_await embed(text);
  }

  seastar::future<std::string> limited_right(std::string text) {
    auto units = co_await seastar::get_units(sem_, 1);
    co_return co_await embed(text);
  }

  seastar::future<> put(std::string key, std::string vector) {
    auto holder = lock_.hold_write_lock(); // expect: async-dropped-awaitable // expect-fix: auto holder = co_await lock_.hold_write_lock();
    vectors_[key] = std::move(vector);
    co_return;
  }

  seastar::future<std::string> get(std::string key) {
    auto pending = lock_.hold_read_lock();
    auto holder = co_await std::move(pending);
    co_return vectors_[key];
  }

  seastar::future<> remove(std::string key) {
    return lock_.write_lock().then([this, key] { vectors_.erase(key); }).finally([this] { lock_.write_unlock(); });
  }

  seastar::future<> clear() {
    auto locked = lock_.write_lock();
    return locked.then([this] {
      vectors_.clear();
      lock_.write_unlock();
    });
  }

  seastar::future<std::size_t> size() {
    return seastar::with_semaphore(sem_, 1, [this] { return vectors_.size(); });
  }
};
