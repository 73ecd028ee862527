// RUN: %check_async_tidy %s async-uncancellable-timeout %t
#include <seastar/core/abort_source.hh>
#include <seastar/core/coroutine.hh>
#include <seastar/core/gate.hh>
#include <seastar/core/sleep.hh>
#include <seastar/core/with_timeout.hh>
#include <seastar/core/semaphore.hh>
#include <chrono>
#include <string>
using namespace std::chrono_literals;
seastar::future<std::string> call_model(std::string prompt);
seastar::future<std::string> call_model(std::string prompt, seastar::abort_source& abort);
static seastar::future<int> deaf(int n, seastar::abort_source& abort) {
  co_await seastar::sleep(1s);
  co_return n;
}
static seastar::future<int> listens(int n, seastar::abort_source& abort) {
  co_await seastar::sleep_abortable(1s, abort);
  co_return n;
}
template <class T> seastar::future<T> limited(seastar::future<T> work, std::chrono::seconds limit) {
  return seastar::with_timeout(seastar::lowres_clock::now() + limit, std::move(work));
}
seastar::future<std::string> a(std::string p) {
  co_return co_await seastar::with_timeout(seastar::lowres_clock::now() + 30s, call_model(p)); // expect: async-uncancellable-timeout
  // expect-message: 'with_timeout' stops waiting when the time is up, and 'call_model' goes on, because nothing tells it to stop; hand it a stop token and look at it there
}
seastar::future<std::string> b(std::string p, seastar::abort_source& abort) {
  co_return co_await seastar::with_timeout(seastar::lowres_clock::now() + 30s, call_model(p, abort));
}
seastar::future<int> c(seastar::abort_source& abort) {
  co_return co_await seastar::with_timeout(seastar::lowres_clock::now() + 30s, deaf(1, abort)); // expect: async-uncancellable-timeout
  // expect-message: 'with_timeout' stops waiting when the time is up, and 'deaf' goes on, because it never looks at the stop token that it is handed
}
seastar::future<int> d(seastar::abort_source& abort) {
  co_return co_await seastar::with_timeout(seastar::lowres_clock::now() + 30s, listens(1, abort));
}
seastar::future<std::string> e(std::string p) { co_return co_await limited(call_model(p), 10s); } // expect: async-uncancellable-timeout
seastar::future<std::string> f(std::string p, seastar::abort_source& abort) { co_return co_await limited(call_model(p, abort), 10s); }
class Session {
 public:
  seastar::future<> stop() { return seastar::with_timeout(seastar::lowres_clock::now() + 5s, gate_.close()); }
  seastar::future<std::string> ask(std::string p) {
    auto work = call_model(std::move(p));
    return seastar::with_timeout(seastar::lowres_clock::now() + 5s, std::move(work)); // expect: async-uncancellable-timeout
  }
 private:
  seastar::gate gate_;
};
