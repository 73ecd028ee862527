// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Members whose task is read somewhere in the class, by a friend, a base or a lambda; and two that nobody reads.
#include <folly/coro/Task.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using folly::coro::Task;
Task<std::string> loadPrompt(std::string name);
Task<void> connectTo(std::string host);

namespace {
class Forgetful {
 public:
  Forgetful() : prompt_(loadPrompt("system")), name_("forgetful") {} // expect: async-dropped-awaitable
  std::string name() const { return name_; }

 private:
  Task<std::string> prompt_;
  std::string name_;
};

class Mixed {
 public:
  Task<std::string> prompt() { co_return co_await std::move(prompt_); }

 private:
  Task<std::string> prompt_ = loadPrompt("system");
  Task<void> connection_ = connectTo("localhost"); // expect: async-dropped-awaitable
};

class ReadByFriend {
  friend Task<void> openIt(ReadByFriend& object);
  Task<void> connection_{connectTo("localhost")};
};
Task<void> openIt(ReadByFriend& object) { co_await std::move(object.connection_); }

class ReadByLambda {
  Task<void> connection_{connectTo("localhost")};

 public:
  auto opener() {
    return [this]() -> Task<void> { co_await std::move(connection_); };
  }
};

class Base {
 protected:
  explicit Base(std::string host) : connection_(connectTo(std::move(host))) {}
  Task<void> connection_;
};
class Derived : public Base {
 public:
  Derived() : Base("localhost") {}
  Task<void> open() { return std::move(connection_); }
};

class OutOfLine {
  std::optional<Task<void>> connection_ = connectTo("localhost");

 public:
  Task<void> open();
};
Task<void> OutOfLine::open() { co_await std::move(*connection_); }
} // namespace

Task<int> use() {
  Forgetful forgetful;
  Mixed mixed;
  ReadByFriend byFriend;
  ReadByLambda byLambda;
  Derived derived;
  OutOfLine outOfLine;
  co_await openIt(byFriend);
  co_await byLambda.opener()();
  co_await derived.open();
  co_await outOfLine.open();
  co_return static_cast<int>((co_await mixed.prompt() + forgetful.name()).size());
}
