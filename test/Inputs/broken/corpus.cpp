//--- missing-header.cpp
#include <no/such/header.hpp>
#include <coro/coro.hpp>
coro::task<int> fetch(int);
coro::task<void> run() { fetch(1); co_return; }
//--- unknown-return-type.cpp
#include <coro/coro.hpp>
coro::tsak<int> fetch(int);
coro::task<void> run() { auto t = fetch(1); fetch(2); co_await fetch(3); }
//--- unknown-callee.cpp
#include <coro/coro.hpp>
coro::task<void> run() { auto x = co_await nowhere(1); nowhere(2); for (auto y : nowhere(3)) co_await y; }
//--- missing-semicolons.cpp
#include <coro/coro.hpp>
coro::task<int> fetch(int)
coro::task<void> run() { auto guard = fetch(1) fetch(2) co_await fetch(3) }
//--- unclosed-body.cpp
#include <coro/coro.hpp>
coro::task<int> fetch(int);
coro::task<void> run(bool b) { if (b) { fetch(1); co_await fetch(
//--- no-coroutine-header.cpp
struct task { struct promise_type; };
task run() { co_await 1; co_return 2; }
//--- empty-promise.cpp
#include <coroutine>
struct task { struct promise_type {}; };
task run() { co_await std::suspend_always{}; run(); co_return; }
//--- half-promise.cpp
#include <coroutine>
struct task { struct promise_type { task get_return_object(); std::suspend_never initial_suspend(); }; bool await_ready(); };
task run() { task t = run(); run(); co_yield 3; }
//--- incomplete-promise.cpp
#include <coroutine>
struct promise;
struct task { using promise_type = promise; };
task run() { run(); co_await run(); }
//--- incomplete-task.cpp
#include <coroutine>
struct task;
task fetch();
void f() { fetch(); auto t = fetch(); (void)fetch(); }
//--- incomplete-awaiter.cpp
#include <coroutine>
struct awaiter;
struct task { awaiter operator co_await(); };
task fetch();
void f() { fetch(); task t; t; task *p = nullptr; *p; }
//--- awaiter-without-resume.cpp
#include <coroutine>
struct task { bool await_ready(); void await_suspend(std::coroutine_handle<>); };
task fetch();
void f() { fetch(); auto t = fetch(); }
//--- awaiter-with-odd-members.cpp
#include <coroutine>
struct task { int await_ready; void await_suspend; static void await_resume(int, ...); };
task fetch();
void f() { fetch(); for (;; fetch()) { fetch(), 1; true ? fetch() : fetch(); } }
//--- recursive-operator-co-await.cpp
#include <coroutine>
struct b;
struct a { b operator co_await(); };
struct b { a operator co_await(); };
a fetch();
void f() { fetch(); auto x = fetch(); }
//--- ambiguous-operator-co-await.cpp
#include <coroutine>
struct a { std::suspend_always operator co_await() &; std::suspend_never operator co_await(); };
std::suspend_always operator co_await(a);
a fetch();
void f() { fetch(); a x; x; }
//--- await-transform-deleted.cpp
#include <coroutine>
struct task {
  struct promise_type { task get_return_object(); std::suspend_never initial_suspend(); std::suspend_never final_suspend() noexcept; void return_void(); void unhandled_exception();
    template <class T> void await_transform(T) = delete; template <class T> auto await_transform(T *t) { return t->nowhere(); } };
  bool await_ready(); void await_suspend(std::coroutine_handle<>); int await_resume(); };
task run() { run(); co_await run(); int *p = nullptr; co_await p; auto x = run(); }
//--- dependent-garbage.cpp
#include <coro/coro.hpp>
template <class T, class... A> coro::task<T> outer(A... a) { (a.start(), ...); T::nowhere(a...); auto x = typename T::task{}; co_await x; (co_await a, ...); a.sleep(), T{}; }
template coro::task<int> outer<int>(int, struct unknown);
//--- broken-template-arguments.cpp
#include <coro/coro.hpp>
template <class T> coro::task<T> get();
coro::task<void> run() { get<>(); get<nothing>(); auto x = get<int, int>(); std::vector<coro::task<nothing>> v; v.push_back(get<int>()); co_return; }
//--- self-referencing-auto.cpp
#include <coro/coro.hpp>
auto loop() { co_await loop(); return loop(); }
auto f = [f]() -> coro::task<decltype(f())> { co_await f(); };
//--- lambda-pieces.cpp
#include <coro/coro.hpp>
coro::task<void> run() { auto a = [&, =](auto x) -> coro::task<> { co_await x; x(); }; a(a); [](this auto self) -> coro::task<> { co_return; }; [] { co_return; }; a(); }
//--- wrong-co-return.cpp
#include <coro/coro.hpp>
coro::task<int> fetch(int);
coro::task<int> run() { co_return fetch(1); co_return; return 3; co_return {1, 2}; co_return nowhere; }
//--- co-keywords-outside.cpp
#include <coro/coro.hpp>
int x = co_await 1;
struct s { int a = co_yield 2; s() { co_return; } ~s() { co_await nothing; } };
int main() { co_await s{}; }
constexpr int c() { co_return 1; }
//--- catch-and-await.cpp
#include <coro/coro.hpp>
coro::task<int> fetch(int);
coro::task<void> run() { try { fetch(1); } catch (nothing &e) { co_await fetch(2); } catch (...) { co_await fetch(3); throw nowhere; } }
//--- switch-and-goto.cpp
#include <coro/coro.hpp>
coro::task<int> fetch(int);
coro::task<void> run(int i) { switch (auto t = fetch(i); i) { case 1: int k = 3; case 2: goto out; default: fetch(2); out:; } goto nowhere; while (auto t = fetch(1)) ; }
//--- structured-bindings.cpp
#include <coro/coro.hpp>
coro::task<int> fetch(int);
coro::task<void> run() { auto [a, b] = fetch(1); auto [c] = nowhere(); auto &[d, e] = co_await fetch(2); static auto t = fetch(3); extern coro::task<int> u; thread_local auto w = fetch(4); co_return; }
//--- members-and-initializers.cpp
#include <coro/coro.hpp>
struct agent { coro::task<int> t = fetch(1); coro::task<int> u{nowhere}; agent() : t(fetch(2)), v(3), t(fetch(4)) {} coro::task<int> fetch(int); coro::task<void> run() { this->fetch(1); this->nowhere(); nothing::fetch(); co_return; } };
//--- duplicate-definitions.cpp
#include <coro/coro.hpp>
coro::task<int> fetch(int) { co_return 1; }
coro::task<int> fetch(int) { fetch(2); co_return 2; }
int fetch(int);
void fetch;
coro::task<void> run() { fetch(1); co_return; }
//--- deep-recursion.cpp
#include <coro/coro.hpp>
#include <thread>
void a(); void b(); void c();
void a() { b(); c(); } void b() { c(); a(); nowhere(); } void c() { a(); c(); std::this_thread::sleep_for(1); }
coro::task<void> run() { a(); b(); c(); co_await run(); }
//--- virtual-mess.cpp
#include <coro/coro.hpp>
struct base { virtual coro::task<int> run() = 0; virtual void wait() = 0; };
struct derived : base, nothing { coro::task<int> run() override; void wait() override { nowhere(); } };
struct loop : loop { void wait() { this->loop::wait(); } };
coro::task<void> f(base &b, derived d, loop l) { b.run(); d.run(); b.wait(); d.wait(); l.wait(); d.base::run(); co_return; }
//--- destructors.cpp
#include <coro/coro.hpp>
#include <future>
#include <thread>
struct holder { std::jthread t; nothing n; ~holder() { t.join(); n.join(); } };
coro::task<void> f() { holder h; holder *p = new holder; delete p; p->~holder(); std::async([] {}); std::jthread(nowhere); auto x = std::async(nothing{}); co_return; }
//--- generator-mess.cpp
#include <folly/coro/AsyncGenerator.h>
folly::coro::AsyncGenerator<nothing> g();
folly::coro::AsyncGenerator<int> h() { co_yield nowhere; co_yield {}; co_return 3; }
folly::coro::Task<void> run() { g(); h(); h().next(); for (co_await auto x : h()) ; auto it = h().begin(); co_await h().next().value(); }
//--- macros.cpp
#include <coro/coro.hpp>
#define TRY(x) ({ auto r = (x); if (!r) co_return r; *r; })
#define CALL(f, ...) f(__VA_ARGS__
coro::task<int> fetch(int);
coro::task<int> run() { TRY(co_await fetch(1)); TRY(fetch(2)); CALL(fetch, 1); CALL(fetch, 2)); co_return 1; }
//--- attributes.cpp
#include <coro/coro.hpp>
[[clang::blocking, clang::nonblocking]] void a();
void b() [[clang::blocking(nothing)]];
__attribute__((annotate("async::blocking", nowhere, 1))) void c();
__attribute__((annotate(async))) [[nodiscard(3)]] coro::task<int> d();
coro::task<void> run() { a(); b(); c(); d(); [[maybe_unused]] auto t = d(); co_return; }
//--- bad-models-of-std.cpp
#include <coroutine>
namespace std { class mutex; struct thread { thread(...); void join; }; void sleep_for(); namespace this_thread { int sleep_for; } template <class> class future; future<int> async(); namespace chrono { struct seconds; } }
struct task { struct promise_type { task get_return_object(); std::suspend_never initial_suspend(); std::suspend_never final_suspend() noexcept; void return_void(); void unhandled_exception(); }; };
task run() { std::this_thread::sleep_for; std::async(); std::thread t; t.join; std::mutex *m; m->lock(); co_return; }
//--- bad-models-of-asio.cpp
#include <coroutine>
namespace boost::asio { struct awaitable { }; template <class... T> void co_spawn(T &&...); struct use_awaitable_t; extern use_awaitable_t use_awaitable; int detached; template <class T> T post(T); struct steady_timer { int async_wait; }; }
struct task { struct promise_type { task get_return_object(); std::suspend_never initial_suspend(); std::suspend_never final_suspend() noexcept; void return_void(); void unhandled_exception(); }; };
task run() { boost::asio::co_spawn(); boost::asio::co_spawn(run(), run); boost::asio::post(boost::asio::use_awaitable); boost::asio::steady_timer t; t.async_wait(); co_await boost::asio::awaitable{}; }
//--- sizeof-and-friends.cpp
#include <coro/coro.hpp>
coro::task<int> fetch(int);
coro::task<void> run() { sizeof(fetch(1)); decltype(fetch(2)) x = nowhere; noexcept(co_await fetch(3)); alignas(fetch(4)) int y; typeid(fetch(5)); static_assert(co_await fetch(6)); requires { fetch(7); }; co_return; }
//--- modules-and-concepts.cpp
#include <coro/coro.hpp>
template <class T> concept awaitable_thing = requires(T t) { co_await t; t.nowhere(); };
coro::task<void> run(awaitable_thing auto x) requires nothing<int> { co_await x; x; x.fetch(); }
coro::task<void> f() { run(1); co_await run(nullptr); co_return; }
//--- only-a-fragment.cpp
coro::task<void> run() { co_await
