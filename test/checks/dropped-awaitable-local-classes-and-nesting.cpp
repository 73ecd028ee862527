// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Drops in local classes, nested lambdas, constructors, operators and function try blocks: the innermost function decides.
#include <async/async.hpp>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace app {
namespace detail {
async::task<void> emit(std::string event);
async::task<int> total(std::vector<int> parts);
} // namespace detail
using detail::emit;

async::task<int> outer(std::vector<int> parts) {
  struct scope_exit {
    std::string name;
    ~scope_exit() {
      emit("left " + name); // expect: async-dropped-awaitable // expect-fix: emit("left " + name);
    }
    async::task<void> now() { return emit("now " + name); }
  } scope{"outer"};
  auto sync = [&] {
    emit("sync"); // expect: async-dropped-awaitable // expect-fix: emit("sync");
    auto nested = [&]() -> async::task<void> {
      emit("nested"); // expect: async-dropped-awaitable // expect-fix: co_await emit("nested");
      co_await scope.now();
    };
    return nested();
  };
  co_await sync();
  scope.now(); // expect: async-dropped-awaitable // expect-fix: co_await scope.now();
  co_return co_await detail::total(std::move(parts));
}

class event_source {
public:
  event_source(std::string name) try : name_(std::move(name)) {
    emit("made"); // expect: async-dropped-awaitable // expect-fix: emit("made");
  } catch (...) {
    throw;
  }
  event_source &operator=(std::string name) {
    name_ = std::move(name);
    emit(name_); // expect: async-dropped-awaitable // expect-fix: emit(name_);
    return *this;
  }
  async::task<void> operator()(std::string event) const { return emit(name_ + event); }

private:
  std::string name_;
};

async::task<void> all(event_source &source, std::vector<std::string> events) {
  source = "renamed";
  source("started"); // expect: async-dropped-awaitable // expect-fix: co_await source("started");
  for (auto &e : events)
    co_await source(e);
  std::function<async::task<void>(std::string)> handler = source;
  co_await handler("done");
}
} // namespace app
