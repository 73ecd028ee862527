// RUN: %check_async_tidy %s async-await-in-loop %t
// Loops whose only exit hands on the awaited error are off by default.
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

lib::task<Result<int>> all(std::vector<std::string> names) {
  int sum = 0;
  for (auto &name : names) {
    auto result = co_await step(name);
    if (!result)
      co_return result;
    sum += result.value;
  }
  co_return Result<int>{sum, "", false};
}

lib::task<int> all_or_throw(std::vector<std::string> names) {
  int sum = 0;
  for (auto &name : names) {
    auto result = co_await step(name);
    if (result.failed)
      throw std::runtime_error(result.error);
    sum += result.value;
  }
  co_return sum;
}
