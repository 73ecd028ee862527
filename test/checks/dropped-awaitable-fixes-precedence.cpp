// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Fixes of expressions where the operator beside the call binds more tightly than the inserted word, and where it does not.
#include <cppcoro/task.hpp>
#include <string>
#include <utility>

struct score {
  int value;
};
struct stage {
  cppcoro::task<score> run(std::string text);
};
cppcoro::task<score> operator|(std::string text, stage s);
cppcoro::task<> operator-(stage s);
stage operator+(stage a, stage b);
cppcoro::task<> operator>>(stage a, stage b);
struct source {
  cppcoro::task<score> operator*() const;
  cppcoro::task<> operator++();
  cppcoro::task<> operator++(int);
  cppcoro::task<> operator=(std::string text);
  cppcoro::task<bool> operator==(const source &) const;
  source *operator->();
  cppcoro::task<> close();
};

cppcoro::task<int> pipeline(std::string text, stage rank, stage filter, source s, source other) {
  text | rank; // expect: async-dropped-awaitable // expect-fix: co_await (text | rank);
  text | rank + filter; // expect: async-dropped-awaitable // expect-fix: co_await (text | rank + filter);
  rank >> filter; // expect: async-dropped-awaitable // expect-fix: co_await (rank >> filter);
  -rank; // expect: async-dropped-awaitable // expect-fix: co_await -rank;
  *s; // expect: async-dropped-awaitable // expect-fix: co_await *s;
  ++s; // expect: async-dropped-awaitable // expect-fix: co_await ++s;
  s++; // expect: async-dropped-awaitable // expect-fix: co_await s++;
  s = "text"; // expect: async-dropped-awaitable // expect-fix: co_await (s = "text");
  s->close(); // expect: async-dropped-awaitable // expect-fix: co_await s->close();
  auto ranked = text | rank; // expect: async-dropped-awaitable // expect-fix: auto ranked = co_await (text | rank);
  auto run = rank.run(text); // expect: async-dropped-awaitable // expect-fix: auto run = co_await rank.run(text);
  auto first = co_await (text | rank);
  auto second = co_await rank.run(text);
  rank + filter;
  bool same = co_await (s == other);
  co_return same ? first.value : second.value;
}

cppcoro::task<score> plain(std::string text, stage rank) {
  text | rank; // expect: async-dropped-awaitable // expect-fix: text | rank;
  return text | rank;
}
