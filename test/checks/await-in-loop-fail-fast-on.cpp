// RUN: %check_async_tidy %s async-await-in-loop %t
// option: async-await-in-loop.ReportFailFastLoops=true
// LIBRARIES: folly libcoro asio runtime
#include "library.hpp"
#include <exception>
#include <stdexcept>
template <class T> struct Result {
  T value;
  std::string error;
  bool failed = false;
  explicit operator bool() const { return !failed; }
};
lib::task<Result<int>> step(std::string name);
lib::task<Result<int>> next(int number);

lib::task<Result<int>> all(std::vector<std::string> names) {
  int sum = 0;
  for (auto &name : names) {
    auto result = co_await step(name); // expect: async-await-in-loop
    if (!result)
      co_return result;
    sum += result.value;
  }
  co_return Result<int>{sum, "", false};
}

lib::task<int> all_or_throw(std::vector<std::string> names) {
  int sum = 0;
  for (auto &name : names) {
    auto result = co_await step(name); // expect: async-await-in-loop
    if (result.failed)
      throw std::runtime_error(result.error);
    sum += result.value;
  }
  co_return sum;
}

lib::task<int> rethrown(std::vector<std::string> names) {
  int sum = 0;
  for (auto &name : names) {
    try {
      sum += (co_await step(name)).value; // expect: async-await-in-loop
    } catch (const std::exception &) {
      throw;
    }
  }
  co_return sum;
}

// The first that works is a search, not an error.
lib::task<Result<int>> first(std::vector<std::string> names) {
  for (auto &name : names) {
    auto result = co_await step(name);
    if (result)
      co_return result;
  }
  co_return Result<int>{};
}

lib::task<Result<int>> failover(std::vector<std::string> names) {
  for (auto &name : names) {
    auto result = co_await step(name);
    if (!result.failed)
      break;
  }
  co_return Result<int>{};
}

// What fails is not the only reason.
lib::task<Result<int>> chained(int number, int times) {
  for (int i = 0; i < times; ++i) {
    auto result = co_await next(number);
    if (!result)
      co_return result;
    number = result.value;
  }
  co_return Result<int>{number, "", false};
}
