// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Awaiters and futures of seastar streams, gates and yields.
#include <seastar/core/coroutine.hh>
#include <seastar/core/gate.hh>
#include <seastar/core/iostream.hh>
#include <seastar/core/sleep.hh>
#include <seastar/coroutine/all.hh>
#include <seastar/coroutine/maybe_yield.hh>
#include <seastar/coroutine/parallel_for_each.hh>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

seastar::future<std::string> complete(std::string prompt);
seastar::future<> store(std::string text);

class session {
  seastar::input_stream<char> in_;
  seastar::output_stream<char> out_;
  seastar::gate gate_;

public:
  seastar::future<> reply(std::string text) {
    auto written = out_.write(text); // expect: async-dropped-awaitable
    co_await out_.flush();
    seastar::coroutine::maybe_yield(); // expect: async-dropped-awaitable // expect-fix: co_await seastar::coroutine::maybe_yield();
    co_await seastar::coroutine::maybe_yield();
  }
  seastar::future<> close() {
    auto closing = gate_.close();
    auto in_closed = in_.close(); // expect: async-dropped-awaitable
    co_await out_.close();
    co_await std::move(closing);
  }
  seastar::future<> close_chained() {
    return gate_.close().then([this] { return in_.close(); }).then([this] { return out_.close(); });
  }
  seastar::future<std::string> turn(std::string prompt) {
    auto holder = gate_.hold();
    auto nap = seastar::sleep(1s); // expect: async-dropped-awaitable
    auto text = complete(prompt).handle_exception([](std::exception_ptr) { return std::string(); });
    co_return co_await std::move(text);
  }
  void background(std::string text) {
    (void)seastar::with_gate(gate_, [text] { return store(text); });
    (void)store(text).handle_exception([](std::exception_ptr) {});
  }
  seastar::future<> both(std::string text) {
    auto together = seastar::coroutine::all([&] { return store(text); }, [this] { return out_.flush(); }); // expect: async-dropped-awaitable
    co_await seastar::coroutine::all([&] { return store(text); }, [this] { return out_.flush(); });
    co_return;
  }
  seastar::future<> each(std::vector<std::string> texts) {
    auto loop = seastar::coroutine::parallel_for_each(texts, [](std::string t) { return store(t); });
    co_await loop;
  }
};
