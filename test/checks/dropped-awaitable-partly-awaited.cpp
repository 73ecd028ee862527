// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A local that is awaited on some path, later, through a reference or in a loop is not forgotten.
#include <cppcoro/shared_task.hpp>
#include <cppcoro/task.hpp>
#include <cppcoro/when_all.hpp>
#include <string>
#include <utility>
#include <vector>

cppcoro::task<std::string> complete(std::string prompt);
cppcoro::task<> audit(std::string what);
cppcoro::shared_task<std::string> profile(std::string user);
bool cached(const std::string &, std::string &out);

cppcoro::task<std::string> speculative(std::string prompt) {
  auto answer = complete(prompt);
  std::string hit;
  if (cached(prompt, hit))
    co_return hit;
  co_return co_await std::move(answer);
}

cppcoro::task<std::string> either(std::string prompt, bool deep) {
  auto fast = complete(prompt);
  auto slow = complete("think: " + prompt);
  auto &chosen = deep ? slow : fast;
  co_return co_await chosen;
}

cppcoro::task<std::string> retried(std::string prompt) {
  auto attempt = complete(prompt);
  for (int i = 0; i < 3; ++i) {
    try {
      co_return co_await attempt;
    } catch (const std::exception &) {
      attempt = complete(prompt);
    }
  }
  co_return "";
}

cppcoro::task<std::string> cleanup(std::string prompt) {
  auto closing = audit("closing"), opened = audit("opened"); // expect: async-dropped-awaitable
  std::string text;
  try {
    text = co_await complete(prompt);
  } catch (const std::exception &) {
    audit("failed"); // expect: async-dropped-awaitable // expect-fix: audit("failed");
  }
  co_await closing;
  co_return text;
}

cppcoro::task<std::string> shared(std::string user) {
  auto mine = profile(user);
  auto copy = mine;
  auto unused = profile(user); // expect: async-dropped-awaitable
  auto [a, b] = co_await cppcoro::when_all(complete(co_await copy), complete("again"));
  co_return a + b;
}

cppcoro::task<> branches(std::string what) {
  if (auto noted = audit(what); what.size() > 3)
    co_await noted;
  if (auto lost = audit(what); what.size() > 9) // expect: async-dropped-awaitable
    co_return;
  while (what.size() > 20) {
    auto inner = audit(what); // expect: async-dropped-awaitable
    what.pop_back();
  }
}
