// One vocabulary for every library, so that one test file covers them all. The library is chosen with -DLIB_<NAME>. Names of
// the library itself are visible in namespace lib, so that the checks see the real functions and types; the macros only stand
// for names, never for whole expressions, so that fixes apply.
//
//   lib::task<T>       what a coroutine returns; LIB_KIND_LAZY, LIB_KIND_EAGER or LIB_KIND_CANCELS says what dropping one does
//   lib::eager<T>      where the library has an eager one beside it: LIB_HAS_EAGER
//   lib::mutex         LIB_HAS_MUTEX: `m.LIB_LOCK()` is an awaitable whose result is a lock that is held until its destructor
//   lib::LIB_SLEEP(d)  LIB_HAS_SLEEP: the library's awaitable timer
//   lib::LIB_GATHER(std::vector<lib::task<T>>)       LIB_HAS_GATHER: an awaitable that waits for all
//   lib::generator<T>  LIB_HAS_GENERATOR: asynchronous; `g.LIB_NEXT()` is the awaitable of the next item
//   lib::LIB_SYNC_WAIT(lib::task<T>)                 LIB_HAS_SYNC_WAIT: blocks the thread until the task is done
#pragma once
#include <chrono>
#include <coroutine>
#include <string>
#include <utility>
#include <vector>

#if defined(LIB_FOLLY)
#include <folly/coro/AsyncGenerator.h>
#include <folly/coro/BlockingWait.h>
#include <folly/coro/Collect.h>
#include <folly/coro/Mutex.h>
#include <folly/coro/Sleep.h>
#include <folly/coro/Task.h>
namespace lib {
using namespace folly::coro;
template <class T = void> using task = folly::coro::Task<T>;
template <class T> using generator = folly::coro::AsyncGenerator<T>;
using mutex = folly::coro::Mutex;
} // namespace lib
#define LIB_KIND_LAZY 1
#define LIB_HAS_MUTEX 1
#define LIB_LOCK co_scoped_lock
#define LIB_HAS_SLEEP 1
#define LIB_SLEEP sleep
#define LIB_HAS_GATHER 1
#define LIB_GATHER collectAllRange
#define LIB_HAS_GENERATOR 1
#define LIB_NEXT next
#define LIB_HAS_SYNC_WAIT 1
#define LIB_SYNC_WAIT blockingWait

#elif defined(LIB_LIBCORO)
#include <coro/coro.hpp>
namespace lib {
using namespace coro;
template <class T = void> using task = coro::task<T>;
using mutex = coro::mutex;
} // namespace lib
#define LIB_KIND_LAZY 1
#define LIB_HAS_MUTEX 1
#define LIB_LOCK scoped_lock
#define LIB_HAS_GATHER 1
#define LIB_GATHER when_all
#define LIB_HAS_SYNC_WAIT 1
#define LIB_SYNC_WAIT sync_wait

#elif defined(LIB_CPPCORO)
#include <cppcoro/async_generator.hpp>
#include <cppcoro/async_mutex.hpp>
#include <cppcoro/sync_wait.hpp>
#include <cppcoro/task.hpp>
#include <cppcoro/when_all.hpp>
namespace lib {
using namespace cppcoro;
template <class T = void> using task = cppcoro::task<T>;
template <class T> using generator = cppcoro::async_generator<T>;
using mutex = cppcoro::async_mutex;
} // namespace lib
#define LIB_KIND_LAZY 1
#define LIB_HAS_MUTEX 1
#define LIB_LOCK scoped_lock_async
#define LIB_HAS_GATHER 1
#define LIB_GATHER when_all
#define LIB_HAS_GENERATOR 1
#define LIB_NEXT begin
#define LIB_HAS_SYNC_WAIT 1
#define LIB_SYNC_WAIT sync_wait

#elif defined(LIB_ASYNC_SIMPLE)
#include <async_simple/coro/Collect.h>
#include <async_simple/coro/Lazy.h>
#include <async_simple/coro/Mutex.h>
#include <async_simple/coro/Sleep.h>
#include <async_simple/coro/SyncAwait.h>
namespace lib {
using namespace async_simple::coro;
template <class T = void> using task = async_simple::coro::Lazy<T>;
using mutex = async_simple::coro::Mutex;
} // namespace lib
#define LIB_KIND_LAZY 1
#define LIB_HAS_MUTEX 1
#define LIB_LOCK coScopedLock
#define LIB_HAS_SLEEP 1
#define LIB_SLEEP sleep
#define LIB_HAS_GATHER 1
#define LIB_GATHER collectAll
#define LIB_HAS_SYNC_WAIT 1
#define LIB_SYNC_WAIT syncAwait

#elif defined(LIB_CONCURRENCPP)
#include <concurrencpp/concurrencpp.h>
namespace lib {
using namespace concurrencpp;
template <class T = void> using task = concurrencpp::lazy_result<T>;
template <class T = void> using eager = concurrencpp::result<T>;
} // namespace lib
#define LIB_KIND_LAZY 1
#define LIB_HAS_EAGER 1

#elif defined(LIB_COBALT)
#include <boost/cobalt.hpp>
namespace lib {
using namespace boost::cobalt;
template <class T = void> using task = boost::cobalt::task<T>;
template <class T = void> using eager = boost::cobalt::promise<T>;
} // namespace lib
#define LIB_KIND_LAZY 1
#define LIB_HAS_EAGER 1
#define LIB_HAS_GATHER 1
#define LIB_GATHER join

#elif defined(LIB_ASIO)
#include <boost/asio.hpp>
namespace lib {
using namespace boost::asio;
template <class T = void> using task = boost::asio::awaitable<T>;
} // namespace lib
#define LIB_KIND_LAZY 1

#elif defined(LIB_SEASTAR)
#include <seastar/core/coroutine.hh>
#include <seastar/core/future.hh>
#include <seastar/core/semaphore.hh>
#include <seastar/core/sleep.hh>
#include <seastar/core/when_all.hh>
namespace lib {
using namespace seastar;
template <class T = void> using task = seastar::future<T>;
} // namespace lib
#define LIB_KIND_EAGER 1
#define LIB_HAS_SLEEP 1
#define LIB_SLEEP sleep
#define LIB_HAS_GATHER 1
#define LIB_GATHER when_all_succeed

#elif defined(LIB_KJ)
#include <kj/async.h>
namespace lib {
using namespace kj;
template <class T = void> using task = kj::Promise<T>;
} // namespace lib
#define LIB_KIND_CANCELS 1

#elif defined(LIB_QCORO)
#include <QCoroTask>
namespace lib {
using namespace QCoro;
template <class T = void> using task = QCoro::Task<T>;
} // namespace lib
#define LIB_KIND_EAGER 1
#define LIB_HAS_SYNC_WAIT 1
#define LIB_SYNC_WAIT waitFor

#elif defined(LIB_RUNTIME)
#include <async/async.hpp>
namespace lib {
using namespace async;
template <class T = void> using task = async::task<T>;
template <class T> using generator = async::generator<T>;
using mutex = async::mutex;
} // namespace lib
#define LIB_KIND_LAZY 1
#define LIB_HAS_MUTEX 1
#define LIB_LOCK lock
#define LIB_HAS_SLEEP 1
#define LIB_SLEEP sleep_for
#define LIB_HAS_GATHER 1
#define LIB_GATHER gather
#define LIB_HAS_GENERATOR 1
#define LIB_NEXT next
#define LIB_HAS_SYNC_WAIT 1
#define LIB_SYNC_WAIT run
#define LIB_HAS_TO_THREAD 1

#else
#error "name a library with -DLIB_<NAME>"
#endif
