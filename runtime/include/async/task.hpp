#pragma once
#include <async/detail/loop.hpp>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#if defined(__clang__) && __has_cpp_attribute(clang::coro_await_elidable)
/// Lets Clang put the frame of a task that is awaited where it is made into the frame of who awaits it.
#define ASYNC_AWAIT_ELIDABLE [[clang::coro_await_elidable]]
#else
#define ASYNC_AWAIT_ELIDABLE
#endif

namespace async {

/// `std::monostate` for `void`: what an element of a tuple or vector of results is.
template <class T> struct wrap_void {
  using type = T;
};
template <> struct wrap_void<void> {
  using type = std::monostate;
};
template <class T> using wrap_void_t = typename wrap_void<T>::type;

template <class T> class task;

namespace detail {

/// Where a coroutine puts its result.
template <class T> class result : public frame {
public:
  T take() {
    if (error)
      std::rethrow_exception(std::exchange(error, nullptr));
    return std::move(*value_);
  }
  template <class U> void set(U &&value) { value_.emplace(std::forward<U>(value)); }

protected:
  std::optional<T> value_;
};

/// Of a generator, above all: what it yields is put down and taken up in two parts, the value and whether there is one.
/// Copied as a whole, the load would wait for both stores to reach the cache.
template <class T> class result<std::optional<T>> : public frame {
public:
  std::optional<T> take() {
    if (error)
      std::rethrow_exception(std::exchange(error, nullptr));
    if (!value_)
      return std::nullopt;
    return std::move(*value_);
  }
  template <class U> void set(U &&value) {
    std::optional<T> given(std::forward<U>(value));
    value_.reset();
    if (given)
      value_.emplace(std::move(*given));
  }

protected:
  std::optional<T> value_;
};

template <class T> class result<T &> : public frame {
public:
  T &take() {
    if (error)
      std::rethrow_exception(std::exchange(error, nullptr));
    return *value_;
  }
  void set(T &value) noexcept { value_ = std::addressof(value); }

private:
  T *value_ = nullptr;
};

template <> class result<void> : public frame {
public:
  void take() {
    if (error)
      std::rethrow_exception(std::exchange(error, nullptr));
  }
};

template <class T> wrap_void_t<T> take_value(result<T> &from) {
  if constexpr (std::is_void_v<T>) {
    from.take();
    return {};
  } else {
    return from.take();
  }
}

template <class A>
concept awaiter = requires(A &&object) {
  { object.await_ready() } -> std::convertible_to<bool>;
  object.await_resume();
};

/// What `co_await` makes of an operand: itself or what its operator gives.
template <class A> decltype(auto) awaiter_of(A &&operand) {
  if constexpr (requires { std::forward<A>(operand).operator co_await(); })
    return std::forward<A>(operand).operator co_await();
  else if constexpr (requires { operator co_await(std::forward<A>(operand)); })
    return operator co_await(std::forward<A>(operand));
  else
    return std::forward<A>(operand);
}

/// An awaitable of another library. It resumes the coroutine by itself and has to do so on the thread of the loop; the
/// stop is looked at before and not while it is suspended.
template <class Awaiter> struct foreign_awaiter {
  Awaiter inner;
  frame &who;

  bool await_ready() {
    checkpoint();
    return inner.await_ready();
  }
  template <class Promise> auto await_suspend(std::coroutine_handle<Promise> self) { return inner.await_suspend(self); }
  decltype(auto) await_resume() {
    here = who.within;
    return inner.await_resume();
  }
};

/// What the destructor of a task does with one that has not finished.
inline void drop_unfinished(frame &work) noexcept {
  if (work.holder) {
    // A `generator::next()` that goes in the middle of its work: there is nobody to yield to any more, and the scope it
    // runs in may go too. The generator ends.
    *work.holder = nullptr;
  } else if (work.progress == frame::state::made && running && running->debug() && std::uncaught_exceptions() == 0) {
    report(
        {diagnostic_kind::never_awaited, work.where, "this task was destroyed before it was awaited, so it never ran"});
  }
  work.self.destroy();
}

inline void drop(frame &work) noexcept {
  if (work.holder && work.progress != frame::state::started)
    work.lent = false;
  else if (work.progress == frame::state::finished)
    work.self.destroy();
  else
    drop_unfinished(work);
}

[[noreturn]] inline void no_task(const char *call) {
  throw std::logic_error(std::string(call) + ": the task was moved from or awaited before");
}

/// Stands for a leaf that is a variable of the coroutine, because GCC 12 copies what `await_transform` returns a
/// reference to.
template <class Leaf> struct leaf_reference {
  Leaf &inner;

  bool await_ready() { return inner.await_ready(); }
  template <class Promise> auto await_suspend(std::coroutine_handle<Promise> self) { return inner.await_suspend(self); }
  decltype(auto) await_resume() { return inner.await_resume(); }
};

/// Marks the awaitables of the runtime that users hold themselves.
struct native {};

/// What all coroutines of the runtime have in common. `Result` is where the value goes.
template <class Result> class coroutine : public Result {
public:
  struct finally {
    bool await_ready() const noexcept { return false; }
    template <class Promise> transfer await_suspend(std::coroutine_handle<Promise> self) const noexcept {
      if (frame *next = self.promise().finish())
        return continue_with(*next);
      return to_the_loop();
    }
    void await_resume() const noexcept {}
  };

  std::suspend_always initial_suspend() const noexcept { return {}; }
  finally final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { this->error = std::current_exception(); }

  template <class A>
    requires std::derived_from<A, leaf>
  leaf_reference<A> await_transform(A &operand) noexcept {
    this->internal = true;
    return {operand};
  }
  template <class A>
    requires std::derived_from<std::remove_cvref_t<A>, native>
  auto await_transform(A &&operand, std::source_location where = std::source_location::current()) noexcept {
    this->where = where;
    return std::forward<A>(operand).operator co_await();
  }
  template <class A>
    requires(!std::derived_from<std::remove_cvref_t<A>, native> && !std::derived_from<std::remove_cvref_t<A>, leaf> &&
             awaiter<decltype(awaiter_of(std::declval<A>()))>)
  auto await_transform(A &&operand, std::source_location where = std::source_location::current()) {
    this->where = where;
    return foreign_awaiter<decltype(awaiter_of(std::forward<A>(operand)))>{awaiter_of(std::forward<A>(operand)), *this};
  }

protected:
  ~coroutine() = default;
};

template <class T> class promise final : public coroutine<result<T>> {
public:
  task<T> get_return_object(std::source_location where = std::source_location::current()) noexcept;
  template <class U = T>
    requires std::constructible_from<T, U>
  void return_value(U &&value) {
    this->set(std::forward<U>(value));
  }
};
template <> class promise<void> final : public coroutine<result<void>> {
public:
  task<void> get_return_object(std::source_location where = std::source_location::current()) noexcept;
  void return_void() const noexcept {}
};

template <class T> struct task_access;
template <class T> class task_awaiter;

} // namespace detail

/// The coroutine type. Lazy: nothing runs until it is awaited or handed to something that runs it, on the thread of the
/// loop and in the scope of who awaits it. Move-only, and owns the coroutine: destroying a suspended task destroys what
/// it waits for, and everything it owns, at once.
///
/// `co_await` on a task that was moved from throws `std::logic_error`; awaiting takes the task, so a second `co_await`
/// is that case too.
template <class T = void> class [[nodiscard]] ASYNC_AWAIT_ELIDABLE task : public detail::native {
public:
  using promise_type = detail::promise<T>;
  using value_type = T;

  task(task &&other) noexcept : result_(std::exchange(other.result_, nullptr)) {}
  task &operator=(task &&other) noexcept {
    task old(std::move(other));
    std::swap(result_, old.result_);
    return *this;
  }
  ~task() {
    if (result_)
      detail::drop(*result_);
  }

  detail::task_awaiter<T> operator co_await() && noexcept { return detail::task_awaiter<T>(std::move(*this)); }

private:
  friend struct detail::task_access<T>;
  explicit task(detail::result<T> &made) noexcept : result_(&made) {}

  detail::result<T> *result_;
};

namespace detail {

template <class T> struct task_access {
  static task<T> make(result<T> &made) noexcept { return task<T>(made); }
  static result<T> *get(const task<T> &work) noexcept { return work.result_; }
  /// The result of work given to \p call, which a task that was moved from does not have.
  static result<T> &checked(const task<T> &work, const char *call) {
    if (!work.result_)
      no_task(call);
    return *work.result_;
  }
};
template <class T> result<T> &result_of(const task<T> &work, const char *call) {
  return task_access<T>::checked(work, call);
}

template <class T> class [[nodiscard]] task_awaiter {
public:
  explicit task_awaiter(task<T> work) noexcept : work_(std::move(work)) {}

  bool await_ready() const { return result_of(work_, "async::task: co_await").progress == frame::state::finished; }
  template <class Promise> transfer await_suspend(std::coroutine_handle<Promise> self) {
    frame &child = *task_access<T>::get(work_);
    frame &parent = self.promise();
    child.begin(*parent.within);
    child.parent = &parent;
    child.whole = nullptr;
    return continue_with(child);
  }
  T await_resume() { return task_access<T>::get(work_)->take(); }

private:
  task<T> work_;
};

template <class T> task<T> promise<T>::get_return_object(std::source_location where) noexcept {
  this->self = std::coroutine_handle<promise>::from_promise(*this);
  this->where = where;
  return task_access<T>::make(*this);
}
inline task<void> promise<void>::get_return_object(std::source_location where) noexcept {
  self = std::coroutine_handle<promise>::from_promise(*this);
  this->where = where;
  return task_access<void>::make(*this);
}

/// Lets the loop run \p child in \p within, and \p whole know when it has finished.
inline void launch(frame &child, completion &whole, scope &within) {
  child.parent = nullptr;
  child.whole = &whole;
  if (child.progress == frame::state::finished) { // A generator that has ended.
    if (frame *next = whole.finished(child))
      running->make_ready(*next);
    return;
  }
  child.begin(within);
  running->make_ready(child);
}

/// Runs \p work in another scope than that of who awaits it. The result stays with the task.
class finished_in : public leaf {
public:
  finished_in(frame &work, scope &within) noexcept : work_(work), within_(within) {}

  bool await_ready() const noexcept { return work_.progress == frame::state::finished; }
  template <class Promise> transfer await_suspend(std::coroutine_handle<Promise> self) {
    work_.begin(within_);
    work_.parent = &self.promise();
    work_.whole = nullptr;
    return continue_with(work_);
  }
  void await_resume() const noexcept {}

private:
  frame &work_;
  scope &within_;
};

} // namespace detail
} // namespace async
