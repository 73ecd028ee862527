// RUN: %check_async_tidy %s async-await-in-loop %t
// Whether a task runs at once is what coroutine_traits say of a coroutine with any parameters; the specialisation for
// those that are given an executor is another matter.
#include <coroutine>
#include <utility>
#include <vector>
struct executor {};
struct in_executor {};
template <class T> struct result {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
struct moves_there {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};
template <class T, class First> struct promise {
  result<T> get_return_object() noexcept;
  First initial_suspend() noexcept;
  std::suspend_never final_suspend() noexcept;
  void unhandled_exception() noexcept;
  void return_value(T);
};
template <class T, class... Rest> struct std::coroutine_traits<result<T>, in_executor, executor &, Rest...> {
  using promise_type = promise<T, moves_there>;
};
template <class T, class... Rest> struct std::coroutine_traits<result<T>, in_executor, executor *, Rest...> {
  using promise_type = promise<T, moves_there>;
};
template <class T, class... Rest> struct std::coroutine_traits<result<T>, Rest...> {
  using promise_type = promise<T, std::suspend_never>;
};
result<int> count(int chunk);
result<int> count_there(in_executor, executor &there, int chunk) { co_return chunk; }

result<int> count_all(std::vector<result<int>> running) {
  int total = 0;
  for (auto &chunk : running)
    total += co_await chunk;
  co_return total;
}

result<int> count_in_turn(std::vector<int> chunks) {
  int total = 0;
  for (int chunk : chunks)
    total += co_await count(chunk); // expect: async-await-in-loop
  co_return total;
}
