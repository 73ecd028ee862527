// RUN: %check_async_tidy %s async-sequential-await %t
// A briefing from two services; each helper opens its own connection.
#include <coro/coro.hpp>
#include <coro/net/tcp/client.hpp>
#include <memory>
#include <string>
#include <vector>
struct Endpoint { std::string host; int port; };
static coro::task<std::string> query(std::shared_ptr<coro::scheduler> sched, Endpoint at, std::string question) {
  coro::net::tcp::client client{sched, {coro::net::ip_address::from_string(at.host), static_cast<std::uint16_t>(at.port)}};
  co_await client.connect(std::chrono::milliseconds{1000});
  std::string line(256, '\0');
  co_await client.read_some(line, std::chrono::milliseconds{1000});
  co_return line;
}
coro::task<std::string> brief(std::shared_ptr<coro::scheduler> sched, Endpoint search, Endpoint memory, const std::string& topic) {
  auto found = co_await query(sched, search, topic);
  auto known = co_await query(sched, memory, topic); // expect: async-sequential-await
  co_return found + known;
}
coro::task<std::string> chain(std::shared_ptr<coro::scheduler> sched, Endpoint search, Endpoint memory, const std::string& topic) {
  auto found = co_await query(sched, search, topic);
  auto known = co_await query(sched, memory, found);
  co_return known;
}
coro::task<std::string> guarded(std::shared_ptr<coro::scheduler> sched, Endpoint search, Endpoint memory, const std::string& topic) {
  auto found = co_await query(sched, search, topic);
  if (found.empty()) co_return "nothing";
  auto known = co_await query(sched, memory, topic);
  co_return found + known;
}
coro::task<std::string> wanted(std::shared_ptr<coro::scheduler> sched, Endpoint search, Endpoint memory, const std::string& topic, bool deep) {
  auto found = co_await query(sched, search, topic);
  std::string known;
  if (deep) known = co_await query(sched, memory, topic);
  co_return found + known;
}
coro::task<std::string> paced(std::shared_ptr<coro::scheduler> sched, Endpoint search, Endpoint memory, const std::string& topic) {
  co_await sched->yield_for(std::chrono::milliseconds{50});
  auto found = co_await query(sched, search, topic);
  co_return found;
}
coro::task<std::string> derived(std::shared_ptr<coro::scheduler> sched, Endpoint search, Endpoint memory, const std::string& topic) {
  auto found = co_await query(sched, search, topic);
  std::string follow = "about " + found;
  auto known = co_await query(sched, memory, follow);
  co_return known;
}
coro::task<std::string> between(std::shared_ptr<coro::scheduler> sched, Endpoint search, Endpoint memory, const std::string& topic) {
  auto found = co_await query(sched, search, topic);
  std::string question = "what do you know of " + topic;
  auto known = co_await query(sched, memory, question); // expect: async-sequential-await
  co_return found + known;
}
