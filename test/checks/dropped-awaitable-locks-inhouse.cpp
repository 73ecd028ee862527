// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Home-made locks over a library's future: the unit of the lock is still to come when it is only named.
#include <boost/asio.hpp>
#include <seastar/core/coroutine.hh>
#include <seastar/core/semaphore.hh>
#include <deque>
#include <map>
#include <string>
#include <utility>

namespace util {
class mutex {
  seastar::semaphore sem_{1};

public:
  using units = seastar::semaphore_units;
  seastar::future<units> get_units() noexcept { return seastar::get_units(sem_, 1); }
  template <class Func> auto with(Func &&func) noexcept { return seastar::with_semaphore(sem_, 1, std::forward<Func>(func)); }
  bool try_lock() noexcept { return sem_.try_wait(); }
};
} // namespace util

namespace asio = boost::asio;
class lock_guard {
public:
  lock_guard(lock_guard &&) noexcept;
  ~lock_guard();
};
class strand_mutex {
public:
  [[nodiscard]] asio::awaitable<lock_guard> lock();
  [[nodiscard]] asio::awaitable<void> lock_manually();
  void unlock();
};

class log_segment {
  util::mutex mutex_;
  std::deque<std::string> entries_;

public:
  seastar::future<> append(std::string entry) {
    auto u = mutex_.get_units(); // expect: async-dropped-awaitable // expect-fix: auto u = co_await mutex_.get_units();
    entries_.push_back(std::move(entry));
    co_return;
  }
  seastar::future<> truncate() {
    seastar::future<util::mutex::units> pending = mutex_.get_units(); // expect: async-dropped-awaitable
    entries_.clear();
    co_return;
  }
  seastar::future<std::size_t> size() {
    auto u = co_await mutex_.get_units();
    co_return entries_.size();
  }
  seastar::future<> clear() {
    return mutex_.get_units().then([this](util::mutex::units) { entries_.clear(); });
  }
  seastar::future<> clear_with() {
    return mutex_.with([this] { entries_.clear(); });
  }
};

class sessions {
  strand_mutex mutex_;
  std::map<std::string, int> turns_;

public:
  asio::awaitable<int> next(std::string id) {
    auto guard = mutex_.lock(); // expect: async-dropped-awaitable // expect-fix: auto guard = co_await mutex_.lock();
    co_return ++turns_[id];
  }
  asio::awaitable<void> reset(std::string id) {
    const auto guard = co_await mutex_.lock();
    turns_[id] = 0;
  }
  asio::awaitable<void> reset_all() {
    mutex_.lock_manually(); // expect: async-dropped-awaitable // expect-fix: co_await mutex_.lock_manually();
    turns_.clear();
    mutex_.unlock();
    co_return;
  }
};
