// RUN: %check_async_tidy %s async-await-in-loop %t
// A macro that hides co_return makes the awaited value decide; in macros nothing is edited.
// LIBRARIES: folly libcoro asio runtime
#include "library.hpp"
template <class T> struct Expected {
  T value;
  bool failed = false;
};
#define TRY(variable, ...)                                                                                                               \
  auto variable##_result = __VA_ARGS__;                                                                                                  \
  if (variable##_result.failed)                                                                                                          \
    co_return variable##_result;                                                                                                         \
  auto variable = variable##_result.value
#define AWAIT(...) co_await __VA_ARGS__
#define FOR_EACH(item, range) for (auto &item : range)
lib::task<Expected<int>> step(std::string name);
lib::task<int> count(std::string name);

lib::task<Expected<int>> tried(std::vector<std::string> names) {
  int sum = 0;
  for (auto &name : names) {
    TRY(n, co_await step(name));
    sum += n;
  }
  co_return Expected<int>{sum};
}

lib::task<int> hidden_await(std::vector<std::string> names) {
  int sum = 0;
  for (auto &name : names)
    sum += AWAIT(count(name)); // expect: async-await-in-loop
  co_return sum;
}

lib::task<int> hidden_loop(std::vector<std::string> names) {
  int sum = 0;
  FOR_EACH(name, names)
  sum += co_await count(name); // expect: async-await-in-loop
  co_return sum;
}
