// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Either branch of a conditional expression whose value nobody takes.
#include <folly/coro/Task.h>
#include <string>
#include <utility>

using folly::coro::Task;

Task<void> notifyUser(std::string user, std::string text);
Task<void> notifyAdmin(std::string text);
Task<std::string> askFast(std::string prompt);
Task<std::string> askDeep(std::string prompt);
int countWords(const std::string& text);
void bump(const char* counter);

Task<void> escalate(bool known, std::string user, std::string text) {
  known ? notifyUser(user, text) : notifyAdmin(text); // expect: async-dropped-awaitable
  co_await (known ? notifyUser(user, text) : notifyAdmin(text));
  known ? bump("known") : bump("unknown");
}

Task<int> route(bool deep, std::string prompt) {
  auto answer = deep ? askDeep(prompt) : askFast(prompt);
  co_return countWords(co_await std::move(answer));
}

Task<int> routeTwice(bool deep, std::string prompt) {
  auto answer = deep ? askDeep(prompt) : askFast(prompt); // expect: async-dropped-awaitable
  auto text = deep ? co_await askDeep(prompt) : co_await askFast(prompt);
  co_return countWords(text);
}

Task<std::string> choose(bool deep, std::string prompt) { return deep ? askDeep(prompt) : askFast(prompt); }

Task<void> onlyOnError(int status, std::string text) {
  status == 0 ? (void)0 : (void)notifyAdmin(text);
  status == 0 ? static_cast<void>(bump("ok")) : static_cast<void>(co_await notifyAdmin(text));
  (status > 500 ? notifyAdmin("server " + text) : notifyAdmin("client " + text)); // expect: async-dropped-awaitable
}
