// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <async/async.hpp>
#include <chrono>
#include <string>
#include <vector>
using namespace std::chrono_literals;
struct Turn { std::string text; bool done = false; };
async::task<Turn> complete(std::vector<std::string> history);
async::task<Turn> summarise(std::vector<std::string> history);

static async::task<Turn> final_answer(std::vector<std::string> history) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await async::wait_for(summarise(history), 60s);
    } catch (const async::timeout_error &) {
      if (attempt == 2) throw;
    }
  }
  co_return Turn{};
}

static async::task<std::string> agent_loop(std::vector<std::string> history) {
  for (int step = 0; step < 9; ++step) {
    Turn turn = co_await async::wait_for(complete(history), 60s);
    if (turn.done) break;
    history.push_back(turn.text);
  }
  Turn last = co_await final_answer(history);
  co_return last.text;
}

async::task<std::string> run(std::vector<std::string> history) {
  co_return co_await async::wait_for(agent_loop(std::move(history)), 60s); // expect: async-timeout-ladder
  // expect-message: 'agent_loop' is given 60 s, but the deadlines inside it allow 720 s (9 x 60 s + 3 x 60 s): the outer one ends it before they do
}
async::task<std::string> run_long(std::vector<std::string> history) {
  co_return co_await async::wait_for(agent_loop(std::move(history)), 800s);
}
async::task<std::string> run_exact(std::vector<std::string> history) {
  co_return co_await async::wait_for(agent_loop(std::move(history)), 720s);
}
int main() {
  async::run(async::wait_for(agent_loop({}), std::chrono::minutes(11))); // expect: async-timeout-ladder
}
