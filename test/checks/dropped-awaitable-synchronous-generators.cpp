// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Generators that are iterated with a plain loop, and hand-driven awaiters: nothing is waiting to be awaited.
#include <coroutine>
#include <string>
#include <utility>

template <class T> class generator {
public:
  struct promise_type {
    T *value;
    generator get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T &v) noexcept;
    std::suspend_always yield_value(T &&v) noexcept;
    void return_void() {}
    void unhandled_exception() {}
  };
  struct sentinel {};
  struct iterator {
    iterator &operator++();
    T &operator*() const;
    bool operator!=(sentinel) const;
  };
  generator(generator &&) noexcept;
  ~generator();
  iterator begin();
  sentinel end();
  bool next();
  T &value();
};

generator<std::string> chunks(std::string text);
void show(const std::string &);

void print(std::string text) {
  for (auto &chunk : chunks(text))
    show(chunk);
  auto again = chunks(text);
  for (auto &chunk : again)
    show(chunk);
  auto stepped = chunks(text);
  while (stepped.next())
    show(stepped.value());
  auto walked = chunks(text);
  for (auto it = walked.begin(); it != walked.end(); ++it)
    show(*it);
}

struct inner_awaiter {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
inner_awaiter receive();

struct traced_awaiter {
  inner_awaiter inner_ = receive();
  bool await_ready() { return inner_.await_ready(); }
  void await_suspend(std::coroutine_handle<> h) { inner_.await_suspend(h); }
  int await_resume() { return inner_.await_resume() + 1; }
};
traced_awaiter traced() {
  traced_awaiter awaiter;
  return awaiter;
}
int poll_once() {
  auto op = receive();
  return op.await_ready() ? op.await_resume() : -1;
}
