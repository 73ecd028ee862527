// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Futures of futures and pairs that carry work, looked at one layer at a time.
#include <async/async.hpp>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

struct session {
  std::string id;
};
async::task<std::pair<session, async::task<void>>> open(std::string model);
async::task<async::join_handle<void>> start_watch(std::string id);
async::task<std::optional<async::task<std::string>>> next_chunk(session &s);
async::task<std::vector<std::string>> names();
async::task<std::unique_ptr<session>> restore(std::string id);

async::task<std::string> first(std::string model) {
  auto [opened, keepalive] = co_await open(model); // expect: async-dropped-awaitable
  co_return opened.id;
}

async::task<std::string> second(std::string model) {
  auto [opened, keepalive] = co_await open(model);
  co_await std::move(keepalive);
  co_return opened.id;
}

async::task<std::string> third(std::string model) {
  auto both = co_await open(model);
  co_await std::move(both.second);
  co_return both.first.id;
}

async::task<std::string> chunks(session s) {
  std::string all;
  while (auto chunk = co_await next_chunk(s))
    all += co_await std::move(*chunk);
  co_await next_chunk(s); // expect: async-dropped-awaitable
  co_return all;
}

async::task<void> watch(session s) {
  auto handle = co_await start_watch(s.id);
  co_await handle;
  co_await co_await start_watch(s.id);
  start_watch(s.id); // expect: async-dropped-awaitable
}

async::task<int> plain_layers(std::string id) {
  co_await names();
  co_await restore(id);
  auto restored = co_await restore(id);
  std::vector<std::string> unused = co_await names();
  co_return restored ? 1 : 0;
}
