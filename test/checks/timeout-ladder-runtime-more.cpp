// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <async/async.hpp>
#include <array>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>
using namespace std::chrono_literals;
struct Reply { bool ok = false; std::string text; };
async::task<Reply> post(std::string model, std::string prompt);
async::task<void> log_turn(std::string text);
constexpr std::array<std::string_view, 3> kModels{"large", "medium", "small"};
static const std::vector<std::string> kMirrors = {"https://a", "https://b"};
enum class Retry { limit = 4 };
// fall back from model to model
static async::task<Reply> first_good(std::string prompt) {
  for (auto model : kModels) {
    Reply r = co_await async::wait_for(post(std::string(model), prompt), 30s);
    if (r.ok) co_return r;
  }
  throw std::runtime_error("no model answers");
}
async::task<Reply> ask(std::string p) { co_return co_await async::wait_for(first_good(p), 60s); } // expect: async-timeout-ladder
async::task<Reply> ask_ok(std::string p) { co_return co_await async::wait_for(first_good(p), 90s); }
static async::task<Reply> mirrors(std::string prompt) {
  Reply r;
  for (const std::string &m : kMirrors) {
    r = co_await async::wait_for(post(m, prompt), 8s);
    if (r.ok) break;
  }
  co_return r;
}
async::task<Reply> mirror_bad(std::string p) { co_return co_await async::wait_for(mirrors(p), 10s); } // expect: async-timeout-ladder
static async::task<Reply> do_while(std::string prompt) {
  int tries = 0;
  Reply r;
  do {
    r = co_await async::wait_for(post("m", prompt), 10s);
  } while (!r.ok && ++tries < static_cast<int>(Retry::limit));
  co_return r;
}
async::task<Reply> do_bad(std::string p) { co_return co_await async::wait_for(do_while(p), 39s); } // expect: async-timeout-ladder
async::task<Reply> do_ok(std::string p) { co_return co_await async::wait_for(do_while(p), 40s); }
// two plans, three tools each, and a line in the log
static async::task<int> nested(std::string p) {
  int n = 0;
  for (int plan = 0; plan < 2; ++plan)
    for (int tool = 0; tool < 3; ++tool) {
      Reply r = co_await async::wait_for(post("t", p), 5s);
      n += r.ok;
    }
  co_await async::wait_for(log_turn(p), 1s);
  co_return n;
}
async::task<int> nested_bad(std::string p) { co_return co_await async::wait_for(nested(p), 30s); } // expect: async-timeout-ladder
async::task<int> nested_ok(std::string p) { co_return co_await async::wait_for(nested(p), 31s); }
// a deadline as a point in time
async::task<Reply> until(std::string p) {
  auto deadline = std::chrono::steady_clock::now() + 60s;
  co_return co_await async::wait_until(first_good(p), deadline); // expect: async-timeout-ladder
}
async::task<Reply> until_ok(std::string p) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  co_return co_await async::wait_until(first_good(p), deadline);
}
// a group joins its children
static async::task<void> fan(std::string p) {
  co_await async::with_task_group([&](async::task_group &group) -> async::task<void> {
    auto a = group.spawn(async::wait_for(post("a", p), 20s));
    auto b = group.spawn(async::wait_for(post("b", p), 25s));
    co_await a;
    co_await b;
  });
}
async::task<void> fan_bad(std::string p) { co_await async::wait_for(fan(p), 15s); } // expect: async-timeout-ladder
async::task<void> fan_ok(std::string p) { co_await async::wait_for(fan(p), 30s); }
// durations that are computed
constexpr auto kStep = 1500ms;
constexpr auto kWhole = 4 * kStep;
static async::task<void> five_steps(std::string p) {
  for (unsigned i = 5; i > 0; --i) co_await async::wait_for(log_turn(p), kStep);
}
async::task<void> steps_bad(std::string p) { co_await async::wait_for(five_steps(p), kWhole); } // expect: async-timeout-ladder
async::task<void> steps_ok(std::string p) { co_await async::wait_for(five_steps(p), kWhole + kStep); }
// what is only known at run time
struct Config { std::chrono::seconds step{30}; std::chrono::seconds whole{10}; int turns = 10; };
async::task<Reply> configured(const Config &config, std::string p) {
  co_return co_await async::wait_for(async::wait_for(post("m", p), config.step), config.whole);
}
async::task<Reply> direct(std::string p) {
  co_return co_await async::wait_for(async::wait_for(post("m", p), 30s), 10s); // expect: async-timeout-ladder
}
async::task<Reply> direct_ok(std::string p) { co_return co_await async::wait_for(async::wait_for(post("m", p), 30s), 30s); }
// a guard that returns first
static async::task<Reply> cached(std::string p, bool hit) {
  if (hit) co_return Reply{true, p};
  co_return co_await async::wait_for(post("m", p), 20s);
}
async::task<Reply> cached_ok(std::string p) { co_return co_await async::wait_for(cached(p, true), 10s); }
async::task<Reply> cached_bad(std::string p) { co_return co_await async::wait_for(cached(p, false), 10s); } // expect: async-timeout-ladder
