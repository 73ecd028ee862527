#pragma once

namespace async::detail {

/// A place in a doubly linked ring. It is in no list while it is linked to itself, and leaves its list when it is
/// destroyed: whatever is queued somewhere may be destroyed at any time.
class hook {
public:
  hook() noexcept = default;
  hook(const hook &) = delete;
  hook &operator=(const hook &) = delete;
  ~hook() { unlink(); }

  bool linked() const noexcept { return after_ != this; }

  void unlink() noexcept {
    before_->after_ = after_;
    after_->before_ = before_;
    before_ = after_ = this;
  }

  void link_before(hook &place) noexcept {
    before_ = place.before_;
    after_ = &place;
    before_->after_ = this;
    place.before_ = this;
  }

  hook *after() const noexcept { return after_; }

private:
  hook *before_ = this;
  hook *after_ = this;
};

/// The membership of an object in one kind of list; an object has one such base per kind of list it can be in.
template <class Kind> class member_of : public hook {};

/// A list that owns nothing and allocates nothing. What is still in it when it goes away is unlinked.
template <class T, class Kind> class list {
public:
  list() noexcept = default;
  ~list() {
    while (!empty())
      ring_.after()->unlink();
  }

  bool empty() const noexcept { return !ring_.linked(); }
  T &front() noexcept { return of(ring_.after()); }

  void push_back(T &object) noexcept { as_hook(object).link_before(ring_); }
  void push_front(T &object) noexcept { as_hook(object).link_before(*ring_.after()); }

  T &pop_front() noexcept {
    T &first = front();
    as_hook(first).unlink();
    return first;
  }

  /// The one after \p object, or nothing at the end.
  T *next(T &object) noexcept {
    hook *after = as_hook(object).after();
    return after == &ring_ ? nullptr : &of(after);
  }
  T *first() noexcept { return empty() ? nullptr : &front(); }

private:
  static hook &as_hook(T &object) noexcept { return static_cast<member_of<Kind> &>(object); }
  static T &of(hook *place) noexcept { return static_cast<T &>(static_cast<member_of<Kind> &>(*place)); }

  hook ring_;
};

} // namespace async::detail
