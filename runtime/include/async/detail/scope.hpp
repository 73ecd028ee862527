#pragma once
#include <algorithm>
#include <async/detail/list.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <utility>
#include <vector>

namespace async::detail {

using time_point = std::chrono::steady_clock::time_point;
using std::chrono::nanoseconds;

/// Something that happens at a point in time: a sleeper wakes, a scope expires.
class timed {
public:
  timed() noexcept = default;
  timed(const timed &) = delete;
  timed &operator=(const timed &) = delete;
  virtual void due() noexcept = 0;

protected:
  ~timed() = default;

private:
  friend class deadlines;
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t ticket_ = nowhere;
};

/// All points in time that a loop waits for: a heap with four children per node, so that a million sleepers are ten
/// levels. What is due at the same time is due in the order in which it was added. Where an entry is stands in a table
/// of tickets and not in the sleeper: entries move often, and the sleepers of a million tasks are in no cache.
class deadlines {
public:
  bool empty() const noexcept { return heap_.empty(); }
  time_point earliest() const noexcept { return heap_.front().at; }

  void add(timed &what, time_point at) {
    if (free_ == timed::nowhere) {
      free_ = static_cast<std::uint32_t>(tickets_.size());
      tickets_.push_back({nullptr, timed::nowhere});
    }
    heap_.push_back({at, order_++, free_});
    what.ticket_ = std::exchange(free_, tickets_[free_].place);
    tickets_[what.ticket_].what = &what;
    rise(static_cast<std::uint32_t>(heap_.size() - 1));
  }

  void remove(timed &what) noexcept {
    if (what.ticket_ == timed::nowhere)
      return;
    const std::uint32_t place = std::exchange(tickets_[what.ticket_].place, free_);
    free_ = std::exchange(what.ticket_, timed::nowhere);
    const entry last = heap_.back();
    heap_.pop_back();
    if (place == heap_.size())
      return;
    put(place, last);
    rise(place);
    sink(tickets_[last.ticket].place);
  }

  /// Lets happen what is due at \p now.
  void pass(time_point now) noexcept {
    while (!heap_.empty() && heap_.front().at <= now) {
      timed &what = *tickets_[heap_.front().ticket].what;
      remove(what);
      what.due();
    }
  }

private:
  struct entry {
    time_point at;
    std::uint64_t order;
    std::uint32_t ticket;
    bool operator<(const entry &other) const noexcept { return at != other.at ? at < other.at : order < other.order; }
  };

  struct ticket {
    timed *what;
    std::uint32_t place; // In the heap; of a free one, the next free one.
  };

  void put(std::uint32_t place, const entry &moved) noexcept {
    heap_[place] = moved;
    tickets_[moved.ticket].place = place;
  }

  void rise(std::uint32_t place) noexcept {
    const entry moved = heap_[place];
    for (; place > 0 && moved < heap_[(place - 1) / 4]; place = (place - 1) / 4)
      put(place, heap_[(place - 1) / 4]);
    put(place, moved);
  }

  void sink(std::uint32_t place) noexcept {
    const entry moved = heap_[place];
    for (;;) {
      const std::uint32_t first = place * 4 + 1;
      if (first >= heap_.size())
        break;
      std::uint32_t least = first;
      for (std::uint32_t child = first + 1; child < std::min<std::size_t>(first + 4, heap_.size()); ++child)
        if (heap_[child] < heap_[least])
          least = child;
      if (!(heap_[least] < moved))
        break;
      put(place, heap_[least]);
      place = least;
    }
    put(place, moved);
  }

  std::vector<entry> heap_;
  std::vector<ticket> tickets_;
  std::uint32_t free_ = timed::nowhere;
  std::uint64_t order_ = 0;
};

/// Stop sources of the standard library that are to be told. Telling runs callbacks of the user, so it comes after
/// everything of our own is done.
using stop_batch = std::vector<std::stop_source>;

/// A suspended task as the scope that can stop it sees it.
class stoppable : public member_of<stoppable> {
public:
  /// The scope was stopped. Called once, off the scope's list.
  virtual void stop(stop_batch &later) noexcept = 0;

protected:
  ~stoppable() = default;
};

/// A part of the tree of running work that can be asked to stop as a whole, as Trio's cancel scopes. What is suspended
/// in it is in its list. A stop reaches all scopes inside, except through a shield. It is a state and not an event:
/// `stopped()` stays true, and every suspension asks.
///
/// A scope belongs to the thread of its loop.
class scope : public member_of<scope> {
public:
  enum class kind { open, shielded };

  explicit scope(scope *parent, kind how = kind::open) noexcept : parent_(parent) {
    if (!parent)
      return;
    parent->inside_.push_back(*this);
    shielded_ = how == kind::shielded;
    if (shielded_)
      return;
    stopped_ = parent->stopped_;
    deadline_ = parent->deadline_;
  }

  bool stopped() const noexcept { return stopped_; }
  scope *parent() const noexcept { return parent_; }

  /// The least of the deadlines around, `time_point::max()` when there is none.
  time_point deadline() const noexcept { return deadline_; }
  void limit(time_point at) noexcept { deadline_ = std::min(deadline_, at); }

  void add(stoppable &waiting) noexcept { waiting_.push_back(waiting); }

  void request_stop() noexcept {
    if (stopped_)
      return;
    stop_batch later;
    for (scope *each = this; each; each = following(*each)) {
      each->stopped_ = true;
      while (!each->waiting_.empty())
        each->waiting_.pop_front().stop(later);
      if (each->source_.stop_possible())
        later.push_back(each->source_);
    }
    for (std::stop_source &source : later)
      source.request_stop();
  }

  std::stop_token token() {
    if (!source_.stop_possible()) {
      source_ = std::stop_source();
      if (stopped_)
        source_.request_stop();
    }
    return source_.get_token();
  }

private:
  /// The next scope to stop in the tree under this one, without recursion: nests may be deep.
  scope *following(scope &last) noexcept {
    scope *parent = &last;
    scope *candidate = last.inside_.first();
    for (;;) {
      for (; candidate; candidate = parent->inside_.next(*candidate))
        if (!candidate->stopped_ && !candidate->shielded_)
          return candidate;
      if (parent == this)
        return nullptr;
      candidate = parent->parent_->inside_.next(*parent);
      parent = parent->parent_;
    }
  }

  scope *const parent_;
  list<scope, scope> inside_;
  list<stoppable, stoppable> waiting_;
  time_point deadline_ = time_point::max();
  std::stop_source source_{std::nostopstate};
  bool shielded_ = false;
  bool stopped_ = false;
};

} // namespace async::detail
