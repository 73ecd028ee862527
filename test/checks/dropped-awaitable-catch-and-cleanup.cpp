// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Clean-up after a failure: the drop in a handler is reported, and co_await is not allowed there.
#include <folly/coro/Task.h>
#include <folly/Try.h>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

using folly::coro::Task;

class Connection {
 public:
  Task<std::string> call(std::string method);
  Task<void> rollback();
  Task<void> close();
  void abort() noexcept;
};
Task<void> report(std::string error);

Task<std::string> transact(Connection& c, std::string method) {
  std::exception_ptr failure;
  std::string result;
  try {
    result = co_await c.call(method);
  } catch (const std::runtime_error& e) {
    c.rollback(); // expect: async-dropped-awaitable // expect-fix: c.rollback();
    auto reported = report(e.what()); // expect: async-dropped-awaitable // expect-fix: auto reported = report(e.what());
    throw;
  } catch (...) {
    failure = std::current_exception();
  }
  if (failure) {
    co_await c.rollback();
    c.close(); // expect: async-dropped-awaitable // expect-fix: co_await c.close();
    std::rethrow_exception(failure);
  }
  co_return result;
}

Task<std::string> transactKeepingTheTask(Connection& c, std::string method) {
  auto undo = c.rollback();
  try {
    auto text = co_await c.call(method);
    co_return text;
  } catch (const std::exception&) {
    c.abort();
  }
  co_await std::move(undo);
  auto result = co_await folly::coro::co_awaitTry(c.call(method));
  co_return result.hasException() ? std::string() : std::move(result).value();
}

Task<void> closeQuietly(Connection& c) {
  try {
    c.close(); // expect: async-dropped-awaitable // expect-fix: co_await c.close();
  } catch (...) {
    c.abort();
  }
  folly::coro::co_awaitTry(c.close()); // expect: async-dropped-awaitable // expect-fix: co_await folly::coro::co_awaitTry(c.close());
  co_return;
}

struct Guard {
  Connection& c;
  ~Guard() { c.abort(); }
  Task<void> leave() { return c.close(); }
};
