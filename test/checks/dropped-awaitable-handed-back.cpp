// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Tasks that go back to the caller in every form of return.
#include <async_simple/coro/Collect.h>
#include <async_simple/coro/Lazy.h>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

using async_simple::coro::Lazy;

Lazy<std::string> complete(std::string prompt);
Lazy<void> trace(std::string what);
struct Turn {
  int id;
  Lazy<std::string> answer;
};

class Agent {
public:
  Lazy<std::string> direct(std::string p) { return complete(p); }
  Lazy<std::string> named(std::string p) {
    auto lazy = complete(p);
    if (p.empty())
      return complete("empty");
    return lazy;
  }
  Lazy<std::string> moved(std::string p) {
    auto lazy = complete(p);
    return std::move(lazy);
  }
  Lazy<std::string> awaited(std::string p) { co_return co_await complete(p); }
  Turn aggregate(std::string p) {
    auto lazy = complete(p);
    return {1, std::move(lazy)};
  }
  auto pair(std::string p) { return std::pair(complete(p), trace(p)); }
  std::optional<Lazy<std::string>> maybe(std::string p) {
    auto lazy = complete(p);
    if (p.empty())
      return std::nullopt;
    return lazy;
  }
  std::unique_ptr<Lazy<std::string>> boxed(std::string p) { return std::make_unique<Lazy<std::string>>(complete(p)); }
  void out(std::string p, std::vector<Lazy<std::string>> &sink) { sink.push_back(complete(p)); }
  Lazy<std::string> traced(std::string p) {
    trace(p); // expect: async-dropped-awaitable
    return complete(p);
  }
  Lazy<std::string> second(std::string p) {
    auto first = complete(p), second = complete(p + "?"); // expect: async-dropped-awaitable
    return second;
  }
  auto operator()(std::string p) const { return complete(p); }
  Lazy<int> sum(std::string p) {
    operator()(p); // expect: async-dropped-awaitable
    auto turn = aggregate(p);
    auto [answer, note] = pair(p);
    co_await std::move(note);
    co_return static_cast<int>((co_await std::move(turn.answer) + co_await std::move(answer)).size());
  }
};
