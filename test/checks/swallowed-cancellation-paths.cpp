// RUN: %check_async_tidy %s async-swallowed-cancellation %t
// What a handler leads to: another await, the end, or the error again.
#include <async/async.hpp>
#include <exception>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

struct reply {
  std::string text;
};
async::task<reply> call_tool(std::string name);
async::task<void> save(const reply &r);
async::task<void> release(std::string name);
void log(std::string text);
struct tool_error : std::exception {
  explicit tool_error(std::string);
};

async::task<void> goes_on(std::string name) {
  reply r;
  try {
    r = co_await call_tool(name);
  } catch (const std::exception &e) { // expect: async-swallowed-cancellation // expect-message: this handler takes the cancellation of 'call_tool' for any other error and the coroutine goes on, so cancelling 'goes_on' does nothing; put 'catch (const async::cancelled_error &) { throw; }' before it
    r.text = e.what();
  }
  co_await save(r);
}

async::task<void> each_on_its_own(std::vector<std::string> names) {
  for (auto &name : names) {
    try {
      co_await call_tool(name);
    } catch (...) { // expect: async-swallowed-cancellation
      log(name);
    }
  }
}

async::task<void> empty_handler(std::string name) {
  try {
    co_await call_tool(name);
  } catch (...) { // expect: async-swallowed-cancellation
  }
  co_await release(name);
}

async::task<bool> last_thing(std::string name) {
  try {
    co_await call_tool(name);
    co_return true;
  } catch (const std::exception &e) {
    log(e.what());
  }
  co_return false;
}

async::task<reply> another_error(std::string name) {
  try {
    auto r = co_await call_tool(name);
    co_await save(r);
    co_return r;
  } catch (const std::exception &e) {
    throw tool_error(e.what());
  }
}

async::task<void> stored_and_acted_on(std::string name) {
  std::optional<std::string> failure;
  reply r;
  try {
    r = co_await call_tool(name);
  } catch (const std::exception &e) {
    failure = e.what();
  }
  if (failure) {
    log(*failure);
    co_return;
  }
  co_await save(r);
}

async::task<void> flag_and_acted_on(std::string name) {
  bool failed = false;
  reply r;
  try {
    r = co_await call_tool(name);
  } catch (...) {
    failed = true;
  }
  if (failed)
    co_return;
  co_await save(r);
}

async::task<void> flag_and_forgotten(std::string name) {
  bool failed = false;
  try {
    co_await call_tool(name);
  } catch (...) { // expect: async-swallowed-cancellation
    failed = true;
  }
  co_await release(name);
  log(failed ? "failed" : "done");
}

async::task<void> nothing_came(std::string name) {
  std::optional<reply> r;
  try {
    r = co_await call_tool(name);
  } catch (const std::exception &e) {
    log(e.what());
  }
  if (!r)
    co_return;
  co_await save(*r);
}

async::task<void> rethrown_later(std::string name) {
  std::exception_ptr error;
  try {
    co_await call_tool(name);
  } catch (...) {
    error = std::current_exception();
  }
  co_await release(name);
  if (error)
    std::rethrow_exception(error);
}

async::task<void> rethrown_sometimes(std::string name, bool strict) {
  std::exception_ptr error;
  try {
    co_await call_tool(name);
  } catch (...) { // expect: async-swallowed-cancellation
    error = std::current_exception();
  }
  co_await release(name);
  if (error && strict)
    std::rethrow_exception(error);
}

class job {
public:
  async::task<void> run(std::string name) {
    try {
      co_await call_tool(name);
    } catch (...) {
      error_ = std::current_exception();
    }
    co_await release(name);
  }

  async::task<void> loop() {
    while (!stopping_) {
      try {
        co_await call_tool("poll");
      } catch (const std::exception &e) {
        log(e.what());
      }
    }
  }
  void stop() { stopping_ = true; }

private:
  std::exception_ptr error_;
  bool stopping_ = false;
};

async::task<void> asks_the_token(std::stop_token stop) {
  for (;;) {
    try {
      co_await call_tool("poll");
    } catch (const std::exception &e) {
      if (stop.stop_requested())
        co_return;
      log(e.what());
    }
  }
}

async::task<void> explicit_handler(std::string name) {
  try {
    co_await call_tool(name);
  } catch (const async::cancelled_error &) {
    log("cancelled");
  } catch (const std::exception &e) {
    log(e.what());
  }
  co_await release(name);
}

async::task<void> inner_handler_lets_it_through(std::string name) {
  try {
    try {
      co_await call_tool(name);
    } catch (const tool_error &) {
      log("tool");
    }
  } catch (...) { // expect: async-swallowed-cancellation
    log("other");
  }
  co_await release(name);
}

async::task<void> handed_on(std::string name, std::exception_ptr &out) {
  try {
    co_await call_tool(name);
  } catch (...) {
    out = std::current_exception();
  }
  co_await release(name);
}

async::task<void> nothing_awaited_in_it(std::string name) {
  try {
    log(name);
  } catch (...) {
  }
  co_await release(name);
}
