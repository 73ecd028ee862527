// RUN: %check_async_tidy %s async-blocking-call %t
// What a pointer, a table or a member pointer calls is unknown; a direct call next to it is not.
#include <coro/coro.hpp>
#include <array>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
static int make(const std::string& target) { return std::system(("make " + target).c_str()); }
static int dry(const std::string& target) { return static_cast<int>(target.size()); }
struct Command {
  const char* name;
  int (*run)(const std::string&);
};
static constexpr std::array<Command, 2> commands{{{"make", &make}, {"dry", &dry}}};
struct Builder {
  int build(const std::string& target) { return make(target); }
  int check(const std::string& target) { return dry(target); }
  std::function<int(const std::string&)> hook = make;
};
coro::task<void> report(int code);

coro::task<void> run_named(std::string name, std::string target) {
  for (auto& command : commands) {
    if (name == command.name) co_await report(command.run(target));
  }
}

coro::task<void> run_chosen(bool real, std::string target) {
  int (*run)(const std::string&) = real ? &make : &dry;
  co_await report(run(target));
}

coro::task<void> run_member(Builder& builder, int (Builder::*step)(const std::string&), std::string target) {
  int code = (builder.*step)(target);
  code += builder.hook(target);
  code += builder.check(target);
  co_await report(code);
}

coro::task<void> run_direct(Builder& builder, std::string target) {
  co_await report(builder.build(target)); // expect: async-blocking-call
  int code = (*make)(target); // expect: async-blocking-call
  co_await report(code);
}
