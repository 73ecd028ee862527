// RUN: %check_async_tidy %s async-dropped-awaitable %t
// The left operand of a comma is thrown away wherever the comma stands.
#include <coro/coro.hpp>
#include <string>
#include <utility>

auto record(std::string event) -> coro::task<void>;
auto complete(std::string prompt) -> coro::task<std::string>;
auto next_id() -> int;
void log_line(const std::string &);

auto answer(std::string prompt) -> coro::task<std::string> {
  int id = (record("id"), next_id()); // expect: async-dropped-awaitable
  log_line("a"), record("b"); // expect: async-dropped-awaitable
  record("c"), log_line("d"); // expect: async-dropped-awaitable
  co_await record("e"), log_line("f");
  log_line("g"), co_await record("h");
  auto task = (log_line("thinking"), complete(prompt));
  std::string text = co_await task;
  co_return (record(std::to_string(id)), text); // expect: async-dropped-awaitable
}

auto handed_back(std::string prompt) -> coro::task<std::string> {
  return log_line("handed back"), complete(prompt);
}

auto grouped(std::string prompt) -> coro::task<void> {
  auto first = complete(prompt), second = complete(prompt + "?");
  log_line(co_await first + co_await second);
  auto third = complete(prompt), fourth = complete(prompt + "!"); // expect: async-dropped-awaitable
  log_line(co_await third);
}

auto cast_away() -> coro::task<void> {
  (void)record("x"), log_line("y");
  co_return;
}
