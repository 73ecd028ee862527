// RUN: %check_async_tidy %s async-fail-fast-gather %t
#include <async/async.hpp>
#include <folly/coro/Collect.h>
#include <folly/coro/Task.h>
#include <folly/coro/Timeout.h>
#include <algorithm>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <vector>
using namespace std::chrono_literals;
struct Call { std::string id, name; };
struct Message { std::string role, id, text; };
async::task<std::string> run_tool(Call call);
std::string format(const Call& call, const std::string& text);
class Dispatcher {
 public:
  async::task<void> dispatch(const std::vector<Call>& calls) {
    std::vector<async::task<std::string>> work;
    work.reserve(calls.size());
    for (const auto& call : calls) work.push_back(invoke(call));
    auto outputs = co_await async::wait_for(async::gather(std::move(work)), 30s); // expect: async-fail-fast-gather
    auto call = calls.begin();
    for (auto it = outputs.begin(); it != outputs.end(); ++it, ++call) history_.push_back({"tool", call->id, *it});
  }
  async::task<void> dispatch_map(const std::vector<Call>& calls) {
    std::vector<async::task<std::string>> work;
    for (const auto& call : calls) work.push_back(run_tool(call));
    std::vector<std::string> outputs = co_await async::gather(std::move(work)); // expect: async-fail-fast-gather
    std::map<std::string, std::string> by_id;
    for (std::size_t i = 0; i != outputs.size(); ++i) by_id[calls[i].id] = outputs.at(i);
    publish(by_id);
  }
  async::task<void> dispatch_guarded(const std::vector<Call>& calls) {
    std::vector<async::task<std::string>> work;
    for (const auto& call : calls)
      work.push_back([](Call c) -> async::task<std::string> {
        try {
          co_return co_await run_tool(c);
        } catch (const std::exception& e) {
          co_return e.what();
        }
      }(call));
    for (auto& text : co_await async::gather(std::move(work))) history_.push_back({"tool", "", text});
  }
  async::task<void> dispatch_optional(const std::vector<Call>& calls) {
    std::vector<async::task<std::string>> work;
    for (const auto& call : calls) work.push_back(or_nothing(run_tool(call)));
    for (auto& text : co_await async::gather(std::move(work))) history_.push_back({"tool", "", text});
  }
 private:
  async::task<std::string> invoke(Call call) { co_return format(call, co_await run_tool(call)); }
  static async::task<std::string> or_nothing(async::task<std::string> task) {
    try { co_return co_await std::move(task); } catch (...) { co_return ""; }
  }
  void publish(std::map<std::string, std::string> outputs);
  std::vector<Message> history_;
};
struct ToolOutcome { std::string text; std::optional<std::string> error; };
folly::coro::Task<ToolOutcome> outcome(Call call);
folly::coro::Task<std::string> search(std::string engine, std::string query);
void show(const std::string& hit);
folly::coro::Task<void> engines(std::string query) {
  auto results = co_await folly::coro::collectAll(search("a", query), search("b", query), search("c", query)); // expect: async-fail-fast-gather
  show(std::get<0>(results));
  show(std::get<1>(results));
  show(std::get<2>(results));
}
folly::coro::Task<void> outcomes(std::vector<Call> calls) {
  std::vector<folly::coro::Task<ToolOutcome>> work;
  for (auto& call : calls) work.push_back(outcome(call));
  for (auto& one : co_await folly::coro::collectAllRange(std::move(work))) show(one.text);
}
double average(std::vector<double> all);
folly::coro::Task<double> rate(std::string city);
folly::coro::Task<double> rates(std::vector<std::string> cities) {
  std::vector<folly::coro::Task<double>> work;
  for (auto& city : cities) work.push_back(rate(city));
  auto all = co_await folly::coro::collectAllRange(std::move(work));
  co_return average(std::move(all));
}
folly::coro::Task<void> fanned(std::vector<folly::coro::Task<std::string>> work) {
  for (auto&& hit : co_await folly::coro::collectAllRange(std::move(work))) show(hit); // expect: async-fail-fast-gather
}
folly::coro::Task<std::vector<std::string>> sorted(std::vector<std::string> engines, std::string query) {
  std::vector<folly::coro::Task<std::string>> work;
  for (auto& engine : engines) work.push_back(search(engine, query));
  auto hits = co_await folly::coro::collectAllRange(std::move(work));
  std::sort(hits.begin(), hits.end());
  co_return hits;
}
std::vector<std::pair<Call, std::string>> zip(const std::vector<Call>& calls, const std::vector<std::string>& texts);
async::task<void> zipped(std::vector<Call> calls, std::vector<Message>& history) {
  std::vector<async::task<std::string>> work;
  for (auto& call : calls) work.push_back(run_tool(call));
  auto texts = co_await async::gather(std::move(work)); // expect: async-fail-fast-gather
  for (auto& [call, text] : zip(calls, texts)) history.push_back({"tool", call.id, text});
}
class Transaction {
 public:
  void commit();
  void rollback();
};
async::task<std::string> insert(Transaction& tx, Call call);
async::task<void> rows(Transaction& tx, std::vector<Call> calls, std::vector<Message>& history) {
  std::vector<async::task<std::string>> work;
  for (auto& call : calls) work.push_back(insert(tx, call));
  for (auto& key : co_await async::gather(std::move(work))) history.push_back({"row", "", key});
}
