// RUN: %check_async_tidy %s async-blocking-call %t
// Blocking functions that are named, stored, measured or discarded at compile time, but never called.
#include <async/async.hpp>
#include <chrono>
#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>
constexpr bool use_shell = false;
int run_tool(const std::string& command) { return std::system(command.c_str()); }
std::string slurp(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}
struct Table {
  int (*run)(const std::string&) = &run_tool;
  std::function<std::string(const std::string&)> read = slurp;
};
template <class F> concept Reader = requires(F f) {
  { f("x") } -> std::convertible_to<std::string>;
};

async::task<Table> build_table() {
  Table table;
  auto run = run_tool;
  std::vector<int (*)(const char*)> raw{&std::system, &std::puts};
  auto later = [] { return run_tool("make"); };
  auto bound = std::bind(slurp, "notes.txt");
  using Result = decltype(slurp("x"));
  static_assert(std::is_same_v<Result, std::string>);
  static_assert(sizeof(run_tool("make")) == sizeof(int));
  static_assert(!noexcept(run_tool("make")));
  static_assert(Reader<decltype(slurp)>);
  if constexpr (use_shell) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    co_return Table{later() == 0 ? run : nullptr};
  }
  if constexpr (!use_shell) {
    table.run = run;
  } else {
    std::system("make");
  }
  co_await async::yield();
  co_return table;
}

async::task<int> after_table(std::string command) {
  if constexpr (!use_shell) {
    co_return run_tool(command); // expect: async-blocking-call
  }
}
