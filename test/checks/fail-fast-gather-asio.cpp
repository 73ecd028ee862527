// RUN: %check_async_tidy %s async-fail-fast-gather %t
// The operators of Asio, whose left and right side cancel each other when one fails.
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <string>
namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
struct Tool {
  std::string name;
};
struct Summary {
  std::string first, second;
};
asio::awaitable<std::string> run(Tool tool);
asio::awaitable<void> warm(Tool tool);
asio::awaitable<std::string> weather(std::string city);
asio::awaitable<std::string> news(std::string city);
void tell(const std::string &text);
std::string merge(const std::string &a, const std::string &b);
void undo();

asio::awaitable<void> one_by_one(Tool a, Tool b) {
  auto [x, y] = co_await (run(a) && run(b)); // expect: async-fail-fast-gather
  // expect-message: the first 'run' that fails ends this gather and throws away the results of the others, which are used one by one; await an 'asio::experimental::make_parallel_group' with 'wait_for_all'
  tell(x);
  tell(y);
}
asio::awaitable<void> by_index(Tool a, Tool b) {
  auto both = co_await (run(a) && run(b)); // expect: async-fail-fast-gather
  tell(std::get<0>(both));
  tell(std::get<1>(both));
}
asio::awaitable<std::string> merged(Tool a, Tool b) {
  auto [x, y] = co_await (run(a) && run(b));
  co_return merge(x, y);
}
asio::awaitable<Summary> summary(Tool a, Tool b) {
  auto [x, y] = co_await (run(a) && run(b));
  Summary whole;
  whole.first = x;
  whole.second = y;
  co_return whole;
}
asio::awaitable<void> without_results(Tool a, Tool b) { co_await (warm(a) && warm(b)); }
asio::awaitable<void> different(std::string city) {
  auto [x, y] = co_await (weather(city) && news(city));
  tell(x);
  tell(y);
}
asio::awaitable<void> undone(Tool a, Tool b) {
  std::string first, second;
  try {
    auto [x, y] = co_await (run(a) && run(b));
    first = x;
    second = y;
  } catch (const std::exception &) {
    undo();
    throw;
  }
  tell(first);
  tell(second);
}
asio::awaitable<void> handled(Tool a, Tool b) {
  try {
    auto [x, y] = co_await (run(a) && run(b)); // expect: async-fail-fast-gather
    tell(x);
    tell(y);
  } catch (const std::exception &error) {
    tell(error.what());
  }
}
