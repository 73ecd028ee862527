// RUN: %check_async_tidy %s async-dropped-awaitable %t
// One turn of an agent, with drops in every corner of its control flow.
#include <async/async.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

enum class action { call_tool, ask_user, finish };
struct step {
  action what;
  std::string argument;
};
async::task<step> think(const std::vector<std::string> &history);
async::task<std::string> call_tool(std::string name);
async::task<void> remember(std::string text);
async::task<void> notify(std::string text);
std::optional<std::string> cached(const std::string &name);

async::task<std::string> run(std::string goal, int budget) {
  std::vector<std::string> history{goal};
  while (budget-- > 0) {
    step next = co_await think(history);
    switch (next.what) {
    case action::call_tool: {
      auto output = call_tool(next.argument);
      if (auto hit = cached(next.argument))
        history.push_back(*hit);
      else
        history.push_back(co_await std::move(output));
      remember(history.back()); // expect: async-dropped-awaitable // expect-fix: co_await remember(history.back());
      continue;
    }
    case action::ask_user:
      notify(next.argument); // expect: async-dropped-awaitable // expect-fix: co_await notify(next.argument);
      break;
    case action::finish:
      auto farewell = notify("done"); // expect: async-dropped-awaitable
      co_return next.argument;
    }
    if (budget == 0)
      co_await notify("out of turns");
    else if (budget == 1)
      notify("last turn"); // expect: async-dropped-awaitable // expect-fix: co_await notify("last turn");
    else
      (void)notify("going on");
  }
  for (auto &line : history)
    remember(line); // expect: async-dropped-awaitable // expect-fix: co_await remember(line);
  for (auto &line : history)
    co_await remember(line);
  if (auto last = history.back(); remember(last), last.empty()) // expect: async-dropped-awaitable
    co_return "";
  co_return history.back();
}
