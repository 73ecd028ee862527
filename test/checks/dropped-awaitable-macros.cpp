// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Drops that stand behind macros, and macros that await.
#include <async/async.hpp>
#include <string>
#include <utility>

#define TRACE(text) trace(text)
#define TRACE_IF(condition, text) \
  do {                            \
    if (condition)                \
      trace(text);                \
  } while (false)
#define AWAIT(expression) (co_await (expression))
#define DISCARD(expression) (void)(expression)
#define TRY(name, expression)   \
  auto name##_result = (expression); \
  if (!name##_result.ok)        \
    co_return name##_result;    \
  auto name = std::move(name##_result.text)

struct reply {
  bool ok;
  std::string text;
};
async::task<void> trace(std::string text);
async::task<reply> ask(std::string prompt);
struct mutex_owner {
  async::mutex mutex;
};
#define LOCK(owner) auto lock_guard = (owner).mutex.lock()
#define CO_LOCK(owner) auto lock_guard = co_await (owner).mutex.lock()

async::task<reply> chat(std::string prompt) {
  TRACE("chat"); // expect: async-dropped-awaitable
  TRACE_IF(prompt.empty(), "empty"); // expect: async-dropped-awaitable
  TRY(first, co_await ask(prompt));
  AWAIT(trace("first"));
  DISCARD(trace("second"));
  co_await TRACE("third");
  TRY(second, AWAIT(ask(first)));
  reply last = AWAIT(ask(second));
  co_return last;
}

async::task<void> locked(mutex_owner &owner) {
  LOCK(owner); // expect: async-dropped-awaitable
  co_await trace("locked");
}

async::task<void> really_locked(mutex_owner &owner) {
  CO_LOCK(owner);
  co_await trace("locked");
}
