// RUN: %check_async_tidy %s async-swallowed-cancellation %t
// Retry loops around a model call: folly tells cancellation by an exception that every wide handler catches.
#include <folly/CancellationToken.h>
#include <folly/OperationCancelled.h>
#include <folly/coro/Sleep.h>
#include <folly/coro/Task.h>
#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;
using folly::coro::Task;

Task<std::string> complete(std::string prompt);
void warn(const std::string &text);

struct rate_limited : std::runtime_error {
  using std::runtime_error::runtime_error;
};

Task<std::string> retryEverything(std::string prompt) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await complete(prompt);
    } catch (...) { // expect: async-swallowed-cancellation
      warn("again");
    }
    co_await folly::coro::sleep(200ms);
  }
  throw std::runtime_error("gave up");
}

Task<std::string> retryStandard(std::string prompt) {
  std::string last;
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await complete(prompt);
    } catch (const std::exception &e) { // expect: async-swallowed-cancellation
      last = e.what();
    }
  }
  throw std::runtime_error(last);
}

Task<std::string> lastAttemptThrows(std::string prompt) {
  for (int attempt = 0;; ++attempt) {
    try {
      co_return co_await complete(prompt);
    } catch (const std::exception &e) { // expect: async-swallowed-cancellation
      if (attempt == 2)
        throw;
    }
  }
}

// Kept, but a later success forgets it.
Task<std::string> keptAndForgotten(std::string prompt) {
  std::exception_ptr last;
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await complete(prompt);
    } catch (...) { // expect: async-swallowed-cancellation
      last = std::current_exception();
    }
  }
  std::rethrow_exception(last);
}

Task<std::string> letsCancellationThrough(std::string prompt) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await complete(prompt);
    } catch (const folly::OperationCancelled &) {
      throw;
    } catch (const std::exception &e) {
      warn(e.what());
    }
  }
  throw std::runtime_error("gave up");
}

Task<std::string> onlyWhatCanBeRetried(std::string prompt) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await complete(prompt);
    } catch (const rate_limited &) {
      warn("slow down");
    }
    co_await folly::coro::sleep(1s);
  }
  throw std::runtime_error("gave up");
}

Task<std::string> asksTheToken(std::string prompt, folly::CancellationToken token) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await complete(prompt);
    } catch (...) {
      if (token.isCancellationRequested())
        throw;
    }
  }
  throw std::runtime_error("gave up");
}

Task<void> loopAsksTheToken(folly::CancellationToken token) {
  while (!token.isCancellationRequested()) {
    try {
      co_await complete("ping");
    } catch (const std::exception &e) {
      warn(e.what());
    }
  }
}

Task<std::string> asksTheError(std::string prompt) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await complete(prompt);
    } catch (const std::exception &e) {
      if (dynamic_cast<const folly::OperationCancelled *>(&e))
        throw;
      warn(e.what());
    }
  }
  throw std::runtime_error("gave up");
}

bool isTransient(const std::exception &e);

Task<std::string> rethrowsWhatIsNotTransient(std::string prompt) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await complete(prompt);
    } catch (const std::exception &e) {
      if (!isTransient(e))
        throw;
    }
  }
  throw std::runtime_error("gave up");
}

Task<std::string> endsAtOnce(std::string prompt) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      auto text = co_await complete(prompt);
      if (!text.empty())
        co_return text;
    } catch (const std::exception &e) {
      warn(e.what());
      co_return "unavailable";
    }
  }
  co_return "";
}

Task<std::string> breaksOut(std::string prompt) {
  std::string answer;
  while (answer.size() < 1000) {
    try {
      answer += co_await complete(prompt);
    } catch (...) {
      break;
    }
  }
  co_return answer;
}
