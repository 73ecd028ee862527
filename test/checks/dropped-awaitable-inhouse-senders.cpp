// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Senders that a constrained free operator co_await accepts; types that the constraint rejects are no awaitables.
#include <concepts>
#include <coroutine>
#include <exception>
#include <string>
#include <type_traits>
#include <utility>

namespace ex {
struct sender_base {};
template <class S> concept sender = std::derived_from<std::remove_cvref_t<S>, sender_base>;
template <class T> struct just_sender : sender_base { T value; };
template <class S, class F> struct then_sender : sender_base { S source; F function; };
template <class F> struct then_closure { F function; };
struct schedule_sender : sender_base {};
struct pool { schedule_sender schedule(); int size() const; };
template <class T> just_sender<T> just(T value);
template <class F> then_closure<F> then(F function) { return {std::move(function)}; }
template <sender S, class F> then_sender<S, F> operator|(S source, then_closure<F> closure) { return {{}, std::move(source), std::move(closure.function)}; }
template <sender S> int sync_wait(S source);
template <sender S> void start_detached(S source);
template <sender S> struct sender_awaiter {
  S source;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return 0; }
};
template <sender S> sender_awaiter<std::remove_cvref_t<S>> operator co_await(S &&source) { return {std::forward<S>(source)}; }
} // namespace ex

struct flow {
  struct promise_type {
    flow get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int);
    void unhandled_exception();
  };
  ex::sender_awaiter<ex::schedule_sender> operator co_await() &&;
};

flow pipeline(ex::pool &pool, int n) {
  pool.schedule(); // expect: async-dropped-awaitable // expect-fix: co_await pool.schedule();
  ex::just(n) | ex::then([](int x) { return x + 1; }); // expect: async-dropped-awaitable // expect-fix: co_await (ex::just(n) | ex::then([](int x) { return x + 1; }));
  auto closure = ex::then([](int x) { return x * 2; });
  auto doubled = ex::just(n) | closure;
  auto forgotten = pool.schedule(); // expect: async-dropped-awaitable
  pool.size();
  ex::then([](int x) { return x; });
  co_await pool.schedule();
  co_return co_await doubled;
}

int plain(ex::pool &pool, int n) {
  ex::start_detached(pool.schedule());
  pipeline(pool, n); // expect: async-dropped-awaitable
  auto work = ex::just(n) | ex::then([](int x) { return x + 1; });
  return ex::sync_wait(std::move(work));
}
