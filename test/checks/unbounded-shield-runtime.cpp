// RUN: %check_async_tidy %s async-unbounded-shield %t
#include <async/async.hpp>
#include <chrono>
#include <string>
#include <vector>
using namespace std::chrono_literals;
async::task<void> save(std::string state);
async::task<void> notify(std::string who);
async::task<std::string> complete(std::string prompt);
static async::task<void> save_bounded(std::string state) { co_await async::wait_for(save(std::move(state)), 3s); }
static async::task<void> save_retrying(std::string state) {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await async::wait_for(save(state), 2s);
      co_return;
    } catch (const async::timeout_error &) {
    }
    co_await async::sleep_for(100ms);
  }
}
static async::task<void> save_and_tell(std::string state) {
  co_await async::wait_for(save(state), 2s);
  co_await notify("owner");
}
static async::task<std::string> agent(std::string prompt) {
  std::string text = prompt;
  while (true) {
    std::string next = co_await async::wait_for(complete(text), 60s);
    if (next.empty()) break;
    text += next;
  }
  co_return text;
}
static async::task<std::string> agent_ten(std::string prompt) {
  std::string text = prompt;
  for (int i = 0; i < 10; ++i) text += co_await async::wait_for(complete(text), 60s);
  co_return text;
}
async::task<void> finish(std::string state) {
  co_await async::shield(save(state)); // expect: async-unbounded-shield
  // expect-message: 'save' is shielded by 'shield' and has no deadline, so a cancelled run waits for it for ever; put a deadline inside the shield: 'async::wait_for(..., std::chrono::seconds(5))'
  co_await async::shield(async::wait_for(save(state), 5s));
  co_await async::wait_for(async::shield(save(state)), 5s); // expect: async-unbounded-shield
  co_await async::shield(save_bounded(state));
  co_await async::shield(save_retrying(state));
  co_await async::shield(save_and_tell(state)); // expect: async-unbounded-shield
  co_await async::shield(agent(state)); // expect: async-unbounded-shield
  co_await async::shield(agent_ten(state)); // expect: async-unbounded-shield
  // expect-message: 'agent_ten' is shielded by 'shield' and may take 600 s, and a cancelled run waits for all of it; put a deadline inside the shield: 'async::wait_for(..., std::chrono::seconds(5))'
  co_await async::shield(async::gather(save(state), notify("x"))); // expect: async-unbounded-shield
  co_await async::shield(async::wait_for(async::gather(save(state), notify("x")), 5s));
  auto last = save(state);
  co_await async::shield(std::move(last)); // expect: async-unbounded-shield
  auto bounded = async::wait_for(save(state), 2s);
  co_await async::shield(std::move(bounded));
}
template <class T> async::task<T> protect(async::task<T> work) { co_return co_await async::shield(std::move(work)); }
template <class T> async::task<T> finish_within(async::task<T> work, std::chrono::seconds limit) {
  co_return co_await async::shield(async::wait_for(std::move(work), limit));
}
async::task<void> helpers(std::string state, std::chrono::seconds limit) {
  co_await protect(save(state)); // expect: async-unbounded-shield
  co_await protect(save_bounded(state));
  co_await finish_within(save(state), limit);
}
async::task<void> cleanup(std::vector<std::string> names) {
  co_await async::shield([](std::vector<std::string> all) -> async::task<void> {
    for (auto &n : all) co_await async::wait_for(notify(n), 1s);
  }(names));
  co_await async::shield([](std::vector<std::string> all) -> async::task<void> { // expect: async-unbounded-shield
    for (auto &n : all) co_await notify(n);
  }(names));
}
