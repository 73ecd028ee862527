// RUN: %check_async_tidy %s async-fail-fast-gather %t
// option: async-fail-fast-gather.AllowedCallees=load_shard
#include <async/async.hpp>
#include <string>
#include <vector>
async::task<std::string> load_shard(int shard);
async::task<std::string> run_tool(int tool);
void use(const std::string &text);
async::task<void> shards(std::vector<int> ids) {
  std::vector<async::task<std::string>> loads;
  for (int id : ids)
    loads.push_back(load_shard(id));
  for (auto &text : co_await async::gather(std::move(loads)))
    use(text);
}
async::task<void> tools(std::vector<int> ids) {
  std::vector<async::task<std::string>> calls;
  for (int id : ids)
    calls.push_back(run_tool(id));
  for (auto &text : co_await async::gather(std::move(calls))) // expect: async-fail-fast-gather
    use(text);
}
