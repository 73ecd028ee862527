// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Small generic building blocks that take and pass on awaitables without awaiting them themselves.
#include <async/async.hpp>
#include <concepts>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

template <class T> struct is_task : std::false_type {};
template <class T> struct is_task<async::task<T>> : std::true_type {};

template <class F, class... A>
  requires is_task<std::invoke_result_t<F, A...>>::value
auto with_log(F f, A... args) {
  auto work = f(std::move(args)...);
  return [](decltype(work) inner) -> decltype(work) { co_return co_await std::move(inner); }(std::move(work));
}

template <class T> class lazy_slot {
  std::vector<async::task<T>> slot_;

public:
  template <class... A> void fill(A &&...tasks) { (slot_.push_back(std::forward<A>(tasks)), ...); }
  async::task<T> take() {
    auto front = std::move(slot_.front());
    slot_.erase(slot_.begin());
    return front;
  }
  async::task<std::vector<async::wrap_void_t<T>>> all() && { return async::gather(std::move(slot_)); }
};

template <class... T> auto pack(async::task<T>... tasks) { return std::tuple(std::move(tasks)...); }
template <class Tuple> auto join(Tuple tasks) {
  return std::apply([](auto &&...t) { return async::gather(std::move(t)...); }, std::move(tasks));
}
template <class F> auto repeat(int n, F make) {
  std::vector<decltype(make())> made;
  while (n-- > 0)
    made.emplace_back(make());
  return made;
}
template <class F> async::task<void> for_each(std::vector<std::string> items, F f) {
  for (auto &item : items) {
    if constexpr (std::is_void_v<std::invoke_result_t<F, std::string>>)
      f(item);
    else
      co_await f(item);
  }
}

async::task<int> rank(std::string text);
void show(std::string text);

async::task<int> use(std::string text) {
  lazy_slot<int> slot;
  slot.fill(rank(text), rank(text + "!"));
  int n = co_await slot.take();
  auto packed = pack(rank("a"), rank("b"));
  auto [x, y] = co_await join(std::move(packed));
  auto many = repeat(3, [&] { return rank(text); });
  for (int r : co_await async::gather(std::move(many)))
    n += r;
  co_await for_each({text}, show);
  co_await for_each({text}, rank);
  co_return n + x + y + co_await with_log(rank, text);
}
