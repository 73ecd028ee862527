#pragma once
#include <async/task.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace async {

/// Called with what a background task threw.
using error_handler = std::function<void(std::exception_ptr)>;

namespace detail {

class spawned;

/// Who holds spawned work: a group, a set of background tasks.
class spawner {
public:
  /// \p child has ended. Returns who is to run next.
  virtual frame *child_finished(spawned &child) noexcept = 0;
  /// \p child is destroyed before its end.
  virtual void child_lost(spawned &child) noexcept = 0;

protected:
  ~spawner() = default;
};

/// A task that runs by itself, in a scope of its own. It is held by the loop or its spawner while it runs, and by its
/// handle.
class spawned : public completion, public unowned, public member_of<spawned> {
public:
  spawned(scope &around, spawner *holder) noexcept : within_(&around), holder_(holder) {}

  void start() { launch(work(), *this, within_); }
  void request_stop() noexcept { within_.request_stop(); }
  bool done() const noexcept { return done_; }
  std::exception_ptr error() noexcept { return done_ && !lost_ ? work().error : nullptr; }
  void mark_seen() noexcept { seen_ = true; }

  void hold() noexcept { ++holders_; }
  void release() noexcept override {
    if (--holders_ > 0)
      return;
    if (done_ && !lost_ && !seen_ && work().error && !is_cancellation(work().error))
      report_unseen(location(), work().error);
    delete this;
  }

  void abandon() noexcept override {
    member_of<unowned>::unlink();
    member_of<spawned>::unlink();
    if (holder_)
      holder_->child_lost(*this);
    done_ = lost_ = true;
    destroy_work();
    if (joiner)
      joiner->wake();
    release();
  }

  std::source_location location() const noexcept override { return work().user_location(); }

  /// Who waits for the end.
  waiter *joiner = nullptr;

protected:
  virtual ~spawned() = default;
  virtual frame &work() const noexcept = 0;
  virtual void destroy_work() noexcept = 0;
  bool lost() const noexcept { return lost_; }

private:
  frame *finished(frame &) noexcept override {
    done_ = true;
    member_of<spawned>::unlink();
    if (joiner)
      joiner->wake();
    frame *next = holder_ ? holder_->child_finished(*this) : nullptr;
    running->ended(*this);
    return next;
  }

  scope within_;
  spawner *const holder_;
  int holders_ = 1;
  bool done_ = false;
  bool lost_ = false;
  bool seen_ = false;
};

template <class T> class spawned_task : public spawned {
public:
  spawned_task(task<T> work, scope &around, spawner *holder) noexcept
      : spawned(around, holder), work_(std::move(work)) {}

  T take() {
    mark_seen();
    if (std::exchange(taken_, true))
      throw std::logic_error("async::join_handle: co_await of a task that was joined before");
    if (lost())
      throw cancelled_error();
    return task_access<T>::get(*work_)->take();
  }
  bool taken() const noexcept { return taken_; }

private:
  frame &work() const noexcept override { return *task_access<T>::get(*work_); }
  void destroy_work() noexcept override { work_.reset(); }

  std::optional<task<T>> work_;
  bool taken_ = false;
};

template <class T> class [[nodiscard]] joining final : public waiter {
public:
  explicit joining(spawned_task<T> *work) noexcept : work_(work) {
    if (work_)
      work_->hold();
  }
  ~joining() {
    if (!work_)
      return;
    if (work_->joiner == this)
      work_->joiner = nullptr;
    work_->release();
  }

  bool await_ready() const {
    if (!work_)
      throw std::logic_error("async::join_handle: co_await of a handle that was moved from");
    if (work_->taken() || work_->joiner)
      throw std::logic_error("async::join_handle: co_await of a task that was joined before");
    if (work_->done())
      return true;
    checkpoint();
    return false;
  }
  template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) noexcept {
    work_->joiner = this;
    park(self.promise());
  }
  T await_resume() {
    if (work_->joiner == this)
      work_->joiner = nullptr;
    throw_if_stopped();
    return work_->take();
  }

private:
  spawned_task<T> *const work_;
};

} // namespace detail

/// Stands for a task that runs. `co_await` waits for its end and gives its value or throws its error, once; a second
/// join throws `std::logic_error`. A join that is stopped leaves the task running and may be repeated. Without a join
/// the task goes on, and an error that nobody sees goes to the diagnostic handler.
template <class T> class join_handle : public detail::native {
public:
  join_handle(join_handle &&other) noexcept : work_(std::exchange(other.work_, nullptr)) {}
  join_handle &operator=(join_handle &&other) noexcept {
    join_handle old(std::move(other));
    std::swap(work_, old.work_);
    return *this;
  }
  ~join_handle() {
    if (work_)
      work_->release();
  }

  /// Asks the task to stop: from then on each of its suspensions throws `cancelled_error`.
  void request_stop() noexcept {
    if (work_)
      work_->request_stop();
  }
  /// Whether it has ended; true for a handle that was moved from.
  bool done() const noexcept { return !work_ || work_->done(); }

  detail::joining<T> operator co_await() const noexcept { return detail::joining<T>(work_); }

private:
  template <class U> friend join_handle<U> create_task(task<U>);
  friend class task_group;
  explicit join_handle(detail::spawned_task<T> &work) noexcept : work_(&work) { work.hold(); }

  detail::spawned_task<T> *work_;
};

/// Starts \p work by itself: it runs when who called next waits, in no scope but that of the run, whose end asks it to
/// stop and waits for it. The loop holds it until it has ended. Prefer a group, which nothing outlives.
template <class T> [[nodiscard]] join_handle<T> create_task(task<T> work) {
  detail::loop &loop = detail::loop_for("async::create_task");
  detail::result_of(work, "async::create_task");
  auto *made = new detail::spawned_task<T>(std::move(work), loop.unowned_scope, nullptr);
  join_handle<T> handle(*made);
  loop.alive.push_back(*made);
  made->start();
  return handle;
}

/// A set of tasks that run until all have ended (Trio's nursery); see `with_task_group`.
class task_group final : detail::spawner {
public:
  task_group(const task_group &) = delete;
  task_group &operator=(const task_group &) = delete;

  /// Starts \p work in the group. The handle may be dropped: the group sees the error.
  template <class T> join_handle<T> spawn(task<T> work) {
    detail::result_of(work, "async::task_group::spawn");
    auto *made = new detail::spawned_task<T>(std::move(work), within_, this);
    join_handle<T> handle(*made);
    children_.push_back(*made);
    made->start();
    return handle;
  }

  /// Asks everything in the group to stop, the body too. The group then ends without an error.
  void request_stop() noexcept { within_.request_stop(); }

private:
  template <class F> friend task<void> with_task_group(F body);

  task_group() noexcept = default;
  ~task_group() {
    while (!children_.empty())
      children_.front().abandon();
  }

  /// Waits for the rest of the children. It needs no stop of its own, for a stop reaches the children.
  struct all_ended : detail::leaf {
    explicit all_ended(task_group &group) noexcept : group(group) {}
    bool await_ready() const noexcept { return group.children_.empty(); }
    template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) noexcept {
      group.waiting_ = &self.promise();
    }
    void await_resume() const noexcept {}
    task_group &group;
  };

  detail::frame *child_finished(detail::spawned &child) noexcept override {
    child.mark_seen();
    if (child.error())
      note(child.error());
    return children_.empty() ? std::exchange(waiting_, nullptr) : nullptr;
  }
  void child_lost(detail::spawned &) noexcept override {}

  void note(const std::exception_ptr &error) noexcept {
    if (detail::is_cancellation(error)) {
      cancelled_ = true;
      return;
    }
    // The body that joins a child throws the child's own error again.
    if (std::find(errors_.begin(), errors_.end(), error) == errors_.end())
      errors_.push_back(error);
    within_.request_stop();
  }

  void note_body(const std::exception_ptr &error) noexcept {
    if (error && !within_.stopped() && detail::is_cancellation(error)) {
      body_cancelled_ = error;
      within_.request_stop();
    } else if (error) {
      note(error);
    }
  }

  void throw_errors() {
    if (!errors_.empty())
      throw exception_group(std::move(errors_));
    if (body_cancelled_)
      std::rethrow_exception(body_cancelled_);
    if (cancelled_ && within_.parent()->stopped())
      throw cancelled_error();
  }

  detail::scope within_{detail::here};
  detail::list<detail::spawned, detail::spawned> children_;
  std::vector<std::exception_ptr> errors_;
  std::exception_ptr body_cancelled_;
  bool cancelled_ = false;
  detail::frame *waiting_ = nullptr;
};

/// Runs \p body, a callable that takes a `task_group &` and returns a `task<void>`, and everything that it spawns in
/// the group, and waits for all of it. An error of the body or of a child asks everything else to stop; then all errors
/// are thrown as one `exception_group`, also when the group was asked to stop from outside. What was only stopped is no
/// error. The callable is kept until the end, so its captures live as long as its coroutine.
template <class F> task<void> with_task_group(F body) {
  task_group group;
  std::optional<task<void>> work;
  try {
    work.emplace(body(group));
  } catch (...) {
    group.note_body(std::current_exception());
  }
  if (work) {
    detail::result<void> &result = detail::result_of(*work, "async::with_task_group");
    detail::finished_in working(result, group.within_);
    co_await working;
    group.note_body(result.error);
  }
  task_group::all_ended ended(group);
  co_await ended;
  group.throw_errors();
}

/// Holds tasks that nobody waits for one by one: keeps each until it has ended, and gives its error to a handler.
///
/// Destroying it destroys the tasks that are left where they are suspended, which runs their destructors and nothing
/// else; `drain` first to let them finish. It must not be destroyed by one of its own tasks.
class background_tasks final : detail::spawner {
public:
  background_tasks() noexcept = default;
  background_tasks(const background_tasks &) = delete;
  background_tasks &operator=(const background_tasks &) = delete;
  ~background_tasks() {
    while (!children_.empty()) {
      if (detail::running && detail::running->debug())
        detail::report({diagnostic_kind::alive_at_end, children_.front().location(),
                        "a task is still alive at the end of its background_tasks"});
      children_.front().abandon();
    }
  }

  /// Starts \p work. Its error goes to \p on_error, or without one to the diagnostic handler.
  void spawn(task<void> work, error_handler on_error = {}) {
    detail::loop &loop = detail::loop_for("async::background_tasks::spawn");
    detail::result_of(work, "async::background_tasks::spawn");
    auto *made = new child(std::move(work), loop.unowned_scope, *this, std::move(on_error));
    children_.push_back(*made);
    ++size_;
    loop.alive.push_back(*made);
    made->start();
  }

  /// Waits until all have ended, those that start meanwhile too.
  task<void> drain() {
    while (size_ > 0) {
      draining waiting(*this);
      co_await waiting;
    }
  }

  /// Asks all that run now to stop.
  void request_stop() noexcept {
    for (detail::spawned *each = children_.first(); each; each = children_.next(*each))
      each->request_stop();
  }

  std::size_t size() const noexcept { return size_; }

private:
  class child final : public detail::spawned_task<void> {
  public:
    child(task<void> work, detail::scope &around, background_tasks &holder, error_handler on_error) noexcept
        : spawned_task(std::move(work), around, &holder), on_error(std::move(on_error)) {}
    const error_handler on_error;
  };

  class draining final : public detail::waiter, public detail::leaf {
  public:
    explicit draining(background_tasks &tasks) noexcept : tasks_(tasks) {}
    bool await_ready() const {
      detail::checkpoint();
      return false;
    }
    template <class Promise> void await_suspend(std::coroutine_handle<Promise> self) noexcept {
      park(self.promise());
      tasks_.waiting_.push_back(*this);
    }
    void await_resume() const { throw_if_stopped(); }

  private:
    background_tasks &tasks_;
  };

  detail::frame *child_finished(detail::spawned &ended) noexcept override {
    child_lost(ended);
    const error_handler &on_error = static_cast<child &>(ended).on_error;
    const std::exception_ptr error = ended.error();
    if (!error || !on_error || detail::is_cancellation(error))
      return nullptr;
    ended.mark_seen();
    try {
      on_error(error);
    } catch (...) {
      detail::report_unseen(ended.location(), std::current_exception());
    }
    return nullptr;
  }

  void child_lost(detail::spawned &) noexcept override {
    --size_;
    while (size_ == 0 && !waiting_.empty())
      waiting_.front().wake();
  }

  detail::list<detail::spawned, detail::spawned> children_;
  std::size_t size_ = 0;
  detail::wait_list waiting_;
};

} // namespace async
