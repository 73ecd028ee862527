// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A cobalt promise in a local runs beside the coroutine; without a later suspension it is only cancelled.
#include <boost/asio.hpp>
#include <boost/cobalt.hpp>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace cobalt = boost::cobalt;

cobalt::promise<void> heartbeat(std::string session);
cobalt::promise<std::string> complete(std::string prompt);
cobalt::task<void> store(std::string text);
void show(const std::string &);

cobalt::task<std::string> ask(std::string prompt) {
  auto beat = heartbeat("ask");
  co_return co_await complete(prompt);
}

cobalt::task<void> ask_and_forget(std::string prompt) {
  show(co_await complete(prompt));
  auto beat = heartbeat("too late"); // expect: async-dropped-awaitable
}

cobalt::task<void> lazy_is_not_background(std::string prompt) {
  auto saved = store(prompt); // expect: async-dropped-awaitable
  show(co_await complete(prompt));
  store(prompt + "!"); // expect: async-dropped-awaitable // expect-fix: co_await store(prompt + "!");
}

cobalt::generator<int> numbers() {
  auto beat = heartbeat("numbers");
  co_yield 1;
  co_return 2;
}

void started_by_hand() {
  auto beat = heartbeat("plain"); // expect: async-dropped-awaitable
}

cobalt::promise<void> nested(std::string prompt) {
  if (prompt.empty()) {
    auto beat = heartbeat("nested"); // expect: async-dropped-awaitable
  } else {
    auto beat = heartbeat("nested");
    show(co_await complete(prompt));
  }
}

cobalt::task<void> group(std::vector<std::string> prompts) {
  cobalt::wait_group group;
  for (auto &p : prompts)
    group.push_back(heartbeat(p));
  auto both = cobalt::join(heartbeat("a"), heartbeat("b")); // expect: async-dropped-awaitable
  co_await group.wait();
  +heartbeat("detached");
}

cobalt::task<void> paused(asio::steady_timer &timer) {
  timer.async_wait(cobalt::use_op); // expect: async-dropped-awaitable // expect-fix: co_await timer.async_wait(cobalt::use_op);
  co_await timer.async_wait(cobalt::use_op);
}
