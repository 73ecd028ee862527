// RUN: %check_async_tidy %s async-dropped-awaitable %t
// cppcoro: what is dropped, and what only looks so.
#include <cppcoro/task.hpp>
#include <cppcoro/sync_wait.hpp>
#include <cppcoro/when_all.hpp>
#include <cppcoro/async_mutex.hpp>
#include <vector>

cppcoro::task<int> load(int); cppcoro::task<> store(int);
cppcoro::task<> a() { store(1); // expect: async-dropped-awaitable
  co_await store(2); }
cppcoro::task<> b(cppcoro::async_mutex &m) { auto lock = m.scoped_lock_async(); // expect: async-dropped-awaitable
  co_await store(2); }
cppcoro::task<> c(cppcoro::async_mutex &m) { auto lock = co_await m.scoped_lock_async(); co_await store(2); }
cppcoro::task<> d() { auto [x, y] = co_await cppcoro::when_all(load(1), load(2)); co_await store(x + y); }
cppcoro::task<> e() { cppcoro::when_all(load(1), load(2)); // expect: async-dropped-awaitable
  co_return; }
int main() { auto t = a(); cppcoro::sync_wait(t); cppcoro::sync_wait(b(*new cppcoro::async_mutex)); }
void f() { auto t = store(3); // expect: async-dropped-awaitable
}
