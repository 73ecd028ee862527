// RUN: %check_async_tidy %s async-sequential-await %t
// What one operation leaves behind for the next is not always in its result.
#include <folly/coro/Task.h>
#include <folly/io/coro/Transport.h>
#include <array>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>
using namespace std::chrono_literals;

static folly::coro::Task<std::string> ask(folly::EventBase *base, const char *host, std::string question) {
  auto transport = co_await folly::coro::Transport::newConnectedSocket(base, folly::SocketAddress(host, 1), 2s);
  std::array<unsigned char, 64> chunk;
  auto size = co_await transport.read({chunk.data(), chunk.size()}, 5s);
  co_return std::string(chunk.begin(), chunk.begin() + size);
}

class Session {
public:
  explicit Session(folly::EventBase *base) : base_(base) {}
  folly::coro::Task<std::string> open(std::string user) {
    auto greeting = co_await login(user);
    auto inbox = co_await mail(); // uses the token
    co_return greeting + inbox;
  }
  folly::coro::Task<std::string> overview() {
    auto inbox = co_await mail();
    auto agenda = co_await calendar(); // expect: async-sequential-await
    co_return inbox + agenda;
  }
  folly::coro::Task<std::string> counted() {
    auto first = co_await number();
    auto second = co_await number();
    co_return first + second;
  }

private:
  folly::coro::Task<std::string> login(std::string user) {
    token_ = co_await ask(base_, "auth", user);
    co_return "hello " + user;
  }
  folly::coro::Task<std::string> mail() { co_return co_await ask(base_, "mail", token_); }
  folly::coro::Task<std::string> calendar() { co_return co_await ask(base_, "calendar", token_); }
  folly::coro::Task<std::string> number() { co_return co_await ask(base_, "numbers", std::to_string(next_++)); }
  folly::EventBase *base_;
  std::string token_;
  int next_ = 0;
};

static folly::coro::Task<void> authorize(folly::EventBase *base, std::string user) {
  if (co_await ask(base, "auth", user) != "yes")
    throw std::runtime_error("no access");
}
static folly::coro::Task<void> notify(folly::EventBase *base, const char *host, std::string text) {
  co_await ask(base, host, text);
}
static folly::coro::Task<void> record(folly::EventBase *base, std::string text) { co_await ask(base, "audit", text); }
void check(const std::string &answer);
void remember(std::vector<std::string> &history, const std::string &answer);

folly::coro::Task<std::string> authorized(folly::EventBase *base, std::string user) {
  co_await authorize(base, user);
  auto data = co_await ask(base, "data", user);
  co_return data;
}
folly::coro::Task<void> commanded(folly::EventBase *base, std::string user) {
  co_await authorize(base, user);
  co_await record(base, user);
}
folly::coro::Task<void> notifies(folly::EventBase *base, std::string text) {
  co_await notify(base, "chat", text);
  co_await notify(base, "mail", text); // expect: async-sequential-await
  co_await record(base, text);         // expect: async-sequential-await
}
folly::coro::Task<std::string> written_then_read(folly::EventBase *base, std::string text) {
  co_await record(base, text);
  auto log = co_await ask(base, "audit", "all");
  co_return log;
}
folly::coro::Task<std::string> checked(folly::EventBase *base, std::string user) {
  auto answer = co_await ask(base, "auth", user);
  check(answer);
  auto data = co_await ask(base, "data", user);
  co_return data;
}
folly::coro::Task<std::string> collected(folly::EventBase *base, std::string user, std::vector<std::string> &history) {
  auto answer = co_await ask(base, "search", user);
  remember(history, answer);
  auto data = co_await ask(base, "data", user); // expect: async-sequential-await
  co_return data;
}
folly::coro::Task<std::string> collected_and_read(folly::EventBase *base, std::vector<std::string> &history) {
  auto answer = co_await ask(base, "search", history.back());
  remember(history, answer);
  auto data = co_await ask(base, "data", history.back());
  co_return data;
}
folly::coro::Task<std::string> moved(folly::EventBase *base, std::string topic) {
  auto data = co_await ask(base, "data", topic);
  auto more = co_await ask(base, "more", std::move(topic));
  co_return data + more;
}

// Two operations on one thing, and something that is looked at between two of them.
enum class Verb { Get, Post, Delete };
static folly::coro::Task<std::string> request(folly::EventBase *base, Verb verb, std::string session) {
  co_return co_await ask(base, verb == Verb::Get ? "get" : "other", session);
}
class Sessions {
public:
  int count() const;
  void log(int count) const;
};
folly::coro::Task<std::string> close(folly::EventBase *base, std::string name) {
  std::string session = co_await ask(base, "sessions", name);
  auto closed = co_await request(base, Verb::Delete, session);
  auto after = co_await request(base, Verb::Get, session);
  co_return closed + after;
}
folly::coro::Task<std::string> both(folly::EventBase *base, std::string first, std::string second) {
  auto one = co_await request(base, Verb::Get, first);
  auto other = co_await request(base, Verb::Post, second); // expect: async-sequential-await
  co_return one + other;
}
folly::coro::Task<bool> counts(folly::EventBase *base, const Sessions &sessions) {
  auto one = co_await request(base, Verb::Get, "one");
  int between = sessions.count();
  auto other = co_await request(base, Verb::Get, "other");
  co_return between == 1 && one == other;
}
folly::coro::Task<bool> tells(folly::EventBase *base, const Sessions &sessions) {
  auto one = co_await request(base, Verb::Get, "one");
  sessions.log(sessions.count());
  auto other = co_await request(base, Verb::Get, "other"); // expect: async-sequential-await
  co_return one == other;
}
