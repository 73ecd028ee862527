// RUN: %check_async_tidy %s async-fail-fast-gather %t
// Tool calls of one turn.
#include <async/async.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>
struct ToolCall { std::string id, name, arguments; };
struct Message { std::string role, content; };
struct ToolError { std::string what; };
async::task<std::string> run_tool(ToolCall call);
Message tool_message(const ToolCall& call, const std::string& text);
async::task<void> turn(std::vector<ToolCall> calls, std::vector<Message>& history) {
  std::vector<async::task<std::string>> pending;
  for (auto& call : calls) pending.push_back(run_tool(call));
  auto results = co_await async::gather(std::move(pending)); // expect: async-fail-fast-gather
  for (std::size_t i = 0; i < results.size(); ++i) history.push_back(tool_message(calls[i], results[i]));
}
async::task<void> turn_range_for(std::vector<ToolCall> calls, std::vector<Message>& history) {
  std::vector<async::task<std::string>> pending;
  for (auto& call : calls) pending.push_back(run_tool(call));
  for (auto& text : co_await async::gather_bounded(4, std::move(pending))) // expect: async-fail-fast-gather
    history.push_back({"tool", text});
}
async::task<void> turn_settled(std::vector<ToolCall> calls, std::vector<Message>& history) {
  std::vector<async::task<std::string>> pending;
  for (auto& call : calls) pending.push_back(run_tool(call));
  auto results = co_await async::gather_settled(std::move(pending));
  for (auto& one : results) history.push_back({"tool", one ? one.value() : std::string("failed")});
}
static async::task<std::string> safe_tool(ToolCall call) {
  try {
    co_return co_await run_tool(call);
  } catch (const async::cancelled_error&) {
    throw;
  } catch (...) {
    co_return "error";
  }
}
async::task<void> turn_safe(std::vector<ToolCall> calls, std::vector<Message>& history) {
  std::vector<async::task<std::string>> pending;
  for (auto& call : calls) pending.push_back(safe_tool(call));
  for (auto& text : co_await async::gather(std::move(pending))) history.push_back({"tool", text});
}
struct ToolResult { bool is_error = false; std::string text; };
async::task<ToolResult> call_tool(ToolCall call);
async::task<void> turn_results(std::vector<ToolCall> calls, std::vector<Message>& history) {
  std::vector<async::task<ToolResult>> pending;
  for (auto& call : calls) pending.push_back(call_tool(call));
  for (auto& one : co_await async::gather(std::move(pending))) history.push_back({"tool", one.text});
}
async::task<std::variant<std::string, ToolError>> try_tool(ToolCall call);
async::task<void> turn_variants(ToolCall a, ToolCall b, std::vector<Message>& history) {
  auto [x, y] = co_await async::gather(try_tool(a), try_tool(b));
  history.push_back({"tool", std::get<0>(x)});
  history.push_back({"tool", std::get<0>(y)});
}
async::task<std::vector<std::string>> all_parts(std::vector<ToolCall> calls) {
  std::vector<async::task<std::string>> pending;
  for (auto& call : calls) pending.push_back(run_tool(call));
  co_return co_await async::gather(std::move(pending));
}
async::task<int> count(ToolCall call);
async::task<int> total(std::vector<ToolCall> calls) {
  std::vector<async::task<int>> pending;
  for (auto& call : calls) pending.push_back(count(call));
  int sum = 0;
  for (int n : co_await async::gather(std::move(pending))) sum += n;
  co_return sum;
}
async::task<std::string> weather(std::string city);
async::task<int> budget(std::string city);
std::string combine(const std::string& w, int b);
async::task<std::string> different(std::string city) {
  auto [w, b] = co_await async::gather(weather(city), budget(city));
  co_return combine(w, b);
}
struct Store { void begin(); void commit(); void rollback(); };
async::task<std::string> write_row(Store& store, int row);
void remember(const std::string& key);
async::task<void> in_transaction(Store& store, std::vector<int> rows) {
  store.begin();
  std::vector<async::task<std::string>> writes;
  for (int row : rows) writes.push_back(write_row(store, row));
  std::vector<std::string> keys;
  try {
    keys = co_await async::gather(std::move(writes));
  } catch (...) {
    store.rollback();
    throw;
  }
  for (auto& key : keys) remember(key);
  store.commit();
}
