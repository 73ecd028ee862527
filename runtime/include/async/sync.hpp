#pragma once
#include <async/task.hpp>
#include <cstddef>
#include <utility>

namespace async {

class semaphore;

/// One of the permits of a semaphore, or the lock of a mutex; gives it back when it goes. May outlive the semaphore,
/// and then gives back nothing.
class [[nodiscard]] permit : detail::member_of<permit> {
public:
  permit(permit &&other) noexcept { take_from(other); }
  permit &operator=(permit &&other) noexcept {
    if (this != &other) {
      release();
      take_from(other);
    }
    return *this;
  }
  ~permit() { release(); }

  /// Gives it back before its time; more than once is as good as once.
  inline void release() noexcept;

private:
  friend class semaphore;
  friend class detail::list<permit, permit>;
  inline explicit permit(semaphore &from) noexcept;
  inline void take_from(permit &other) noexcept;

  semaphore *from_ = nullptr;
};

/// Lets a number of tasks in at a time; who waits longest is next. Everything about it happens on the thread of the
/// loop.
class semaphore {
public:
  /// Throws `std::invalid_argument` when \p permits is zero: nobody could ever get in.
  explicit semaphore(std::size_t permits) : free_(permits) {
    if (permits == 0)
      throw std::invalid_argument("async::semaphore: zero permits let nobody in");
  }
  semaphore(const semaphore &) = delete;
  semaphore &operator=(const semaphore &) = delete;
  /// Who still waits gets a `std::logic_error`.
  ~semaphore() {
    while (!waiting_.empty())
      static_cast<acquisition &>(waiting_.front()).lose();
    while (!given_.empty())
      given_.pop_front().from_ = nullptr;
  }

  /// Waits for a permit. A stop while it waits takes none.
  task<permit> acquire() {
    acquisition waiting(*this);
    co_await waiting;
    co_return permit(*this);
  }

private:
  friend class permit;

  class acquisition final : public detail::waiter, public detail::leaf {
  public:
    explicit acquisition(semaphore &from) noexcept : from_(&from) {}
    ~acquisition() {
      if (granted_ && from_)
        from_->give_back();
    }

    bool await_ready() {
      detail::checkpoint();
      if (from_->free_ == 0)
        return false;
      --from_->free_;
      granted_ = true;
      return true;
    }
    template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) noexcept {
      park(self.promise());
      from_->waiting_.push_back(*this);
    }
    void await_resume() {
      throw_if_stopped();
      granted_ = false; // The permit has it now.
    }

    void grant() noexcept {
      granted_ = true;
      wake();
    }
    void lose() noexcept {
      from_ = nullptr;
      fail();
    }

  private:
    semaphore *from_;
    bool granted_ = false;
  };

  void give_back() noexcept {
    if (waiting_.empty())
      ++free_;
    else
      static_cast<acquisition &>(waiting_.front()).grant();
  }

  std::size_t free_;
  detail::wait_list waiting_;
  detail::list<permit, permit> given_;
};

inline permit::permit(semaphore &from) noexcept : from_(&from) { from.given_.push_back(*this); }

inline void permit::take_from(permit &other) noexcept {
  from_ = std::exchange(other.from_, nullptr);
  other.unlink();
  if (from_)
    from_->given_.push_back(*this);
}

inline void permit::release() noexcept {
  unlink();
  if (semaphore *from = std::exchange(from_, nullptr))
    from->give_back();
}

/// Lets one task in at a time. It may be held over a suspension, which a `std::mutex` must not.
class mutex {
public:
  task<permit> lock() { return one_.acquire(); }

private:
  semaphore one_{1};
};

/// Something that happens once; who waits for it afterwards does not wait.
class event {
public:
  event() noexcept = default;
  event(const event &) = delete;
  event &operator=(const event &) = delete;
  /// Who still waits gets a `std::logic_error`.
  ~event() {
    while (!waiting_.empty())
      waiting_.front().fail();
  }

  void set() noexcept {
    set_ = true;
    while (!waiting_.empty())
      waiting_.front().wake();
  }
  void clear() noexcept { set_ = false; }
  bool is_set() const noexcept { return set_; }

  task<void> wait() {
    waiting here(*this);
    co_await here;
  }

private:
  class waiting final : public detail::waiter, public detail::leaf {
  public:
    explicit waiting(event &what) noexcept : what_(what) {}
    bool await_ready() const {
      detail::checkpoint();
      return what_.set_;
    }
    template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) noexcept {
      park(self.promise());
      what_.waiting_.push_back(*this);
    }
    void await_resume() const { throw_if_stopped(); }

  private:
    event &what_;
  };

  bool set_ = false;
  detail::wait_list waiting_;
};

} // namespace async
