// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <coro/coro.hpp>
#include <coro/net/tcp/client.hpp>
#include <chrono>
#include <string>
#include <memory>
using namespace std::chrono_literals;
coro::task<std::string> complete(std::string prompt);
class Agent {
 public:
  explicit Agent(std::shared_ptr<coro::scheduler> s) : scheduler_(std::move(s)) {}
  coro::task<std::string> step(std::string prompt) {
    auto answer = co_await scheduler_->schedule(complete(std::move(prompt)), kStep);
    co_return answer ? std::move(answer).value() : std::string();
  }
  coro::task<std::string> run(std::string prompt) {
    auto out = co_await scheduler_->schedule(steps(std::move(prompt)), kRun); // expect: async-timeout-ladder
    co_return out ? std::move(out).value() : std::string();
  }
  coro::task<std::string> run_long(std::string prompt) {
    auto out = co_await scheduler_->schedule(std::stop_source{}, steps(std::move(prompt)), kRun * 5);
    co_return out ? std::move(out).value() : std::string();
  }
 private:
  coro::task<std::string> steps(std::string prompt) {
    std::string text = prompt;
    for (std::size_t i = 0; i < kSteps; i++) text = co_await step(text);
    co_return text;
  }
  static constexpr std::size_t kSteps = 5;
  static constexpr std::chrono::seconds kStep{30};
  static constexpr std::chrono::seconds kRun{30};
  std::shared_ptr<coro::scheduler> scheduler_;
};
coro::task<bool> hello(coro::net::tcp::client &client) {
  auto status = co_await client.connect(5s);
  co_return status == coro::net::connect_status::connected;
}
coro::task<bool> hello_soon(coro::scheduler &s, coro::net::tcp::client &client) {
  auto done = co_await s.schedule(hello(client), 2s); // expect: async-timeout-ladder
  co_return bool(done);
}
coro::task<bool> hello_later(coro::scheduler &s, coro::net::tcp::client &client) {
  auto done = co_await s.schedule(hello(client), 10s);
  co_return bool(done);
}
