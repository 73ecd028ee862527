// RUN: %check_async_tidy %s async-unreferenced-task %t
// The completion token decides who sees the error; one that is wrapped decides as well.
#include <boost/asio.hpp>
#include <chrono>
#include <cstdio>
#include <future>
#include <memory>
#include <string>
#include <tuple>

namespace asio = boost::asio;
using asio::awaitable;

awaitable<void> heartbeat(std::string peer);
awaitable<int> count_sessions();
void log_failure(const char *what, std::exception_ptr error);
void on_done(std::exception_ptr error);
void on_count(std::exception_ptr error, int n);
void ignore_all(std::exception_ptr) {}

struct session : std::enable_shared_from_this<session> {
  asio::any_io_executor ex;
  asio::strand<asio::any_io_executor> strand{ex};
  asio::cancellation_signal stop;
  int sessions = 0;
  std::future<int> pending;

  void tokens() {
    asio::co_spawn(ex, heartbeat("a"), asio::detached); // expect: async-unreferenced-task
    asio::co_spawn(ex, heartbeat("a"), asio::detached_t{}); // expect: async-unreferenced-task
    asio::co_spawn(ex, count_sessions(), [this](std::exception_ptr e, int n) { if (!e) sessions = n; }); // expect: async-unreferenced-task
    asio::co_spawn(ex, count_sessions(), [this](std::exception_ptr e, int n) { if (!e) { sessions = n; return; } sessions = -1; });
    asio::co_spawn(strand, heartbeat("b"), asio::bind_cancellation_slot(stop.slot(), asio::detached)); // expect: async-unreferenced-task
    asio::co_spawn(ex, heartbeat("c"), asio::bind_executor(strand, asio::detached)); // expect: async-unreferenced-task
    asio::co_spawn(ex, heartbeat("d"), asio::bind_executor(strand, [](std::exception_ptr) {})); // expect: async-unreferenced-task
    asio::co_spawn(ex, heartbeat("d"), asio::bind_executor(strand, [](std::exception_ptr e) { on_done(e); }));
    auto token = asio::detached;
    asio::co_spawn(ex, heartbeat("e"), token); // expect: async-unreferenced-task
  }

  void handlers() {
    asio::co_spawn(ex, heartbeat("f"), [self = shared_from_this()](std::exception_ptr) { --self->sessions; }); // expect: async-unreferenced-task
    asio::co_spawn(ex, heartbeat("g"), [](std::exception_ptr error) { (void)error; }); // expect: async-unreferenced-task
    asio::co_spawn(ex, heartbeat("h"), [](std::exception_ptr error) { if (error) return; }); // expect: async-unreferenced-task
    asio::co_spawn(ex, count_sessions(), [this](std::exception_ptr, int n) { sessions = n; }); // expect: async-unreferenced-task
    asio::co_spawn(ex, count_sessions(), [](auto...) {}); // expect: async-unreferenced-task
    asio::co_spawn(ex, count_sessions(), [](auto &&, auto &&) {}); // expect: async-unreferenced-task
    asio::co_spawn(ex, heartbeat("i"), ignore_all); // expect: async-unreferenced-task
    asio::co_spawn(ex, heartbeat("j"), on_done);
    asio::co_spawn(ex, count_sessions(), on_count);
    asio::co_spawn(ex, count_sessions(), [](auto error, auto) { if (error) log_failure("count", error); });
    asio::co_spawn(ex, heartbeat("k"), [this](std::exception_ptr error) {
      if (!error)
        return;
      ++sessions;
    });
    asio::co_spawn(ex, heartbeat("l"), [](const std::exception_ptr &error) {
      try {
        if (error)
          std::rethrow_exception(error);
      } catch (const std::exception &e) {
        std::puts(e.what());
      }
    });
  }

  void futures() {
    asio::co_spawn(ex, count_sessions(), asio::use_future); // expect: async-unreferenced-task
    (void)asio::co_spawn(ex, count_sessions(), asio::use_future); // expect: async-unreferenced-task
    std::ignore = asio::co_spawn(ex, count_sessions(), asio::use_future); // expect: async-unreferenced-task
    pending = asio::co_spawn(ex, count_sessions(), asio::use_future);
    auto result = asio::co_spawn(ex, count_sessions(), asio::use_future);
    sessions = result.get();
  }

  std::future<int> handed_back() { return asio::co_spawn(ex, count_sessions(), asio::use_future); }

  awaitable<void> joined() {
    co_await asio::co_spawn(ex, heartbeat("m"), asio::use_awaitable);
    sessions = co_await asio::co_spawn(ex, count_sessions(), asio::use_awaitable);
  }
};
