// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Members that start out as a task and that no code ever looks at again.
#include <async/async.hpp>
#include <string>
#include <utility>

async::task<void> handshake(std::string host);
async::task<std::string> load_prompt(std::string name);
async::task<int> count_tokens(std::string text);

class forgetful_session {
public:
  explicit forgetful_session(std::string host)
      : host_(std::move(host)),
        handshake_(handshake(host_)) {} // expect: async-dropped-awaitable
  const std::string &host() const { return host_; }

private:
  std::string host_;
  async::task<void> handshake_;
};

class careful_session {
public:
  explicit careful_session(std::string host) : host_(std::move(host)), handshake_(handshake(host_)) {}
  async::task<std::string> open() {
    co_await std::move(handshake_);
    co_return host_;
  }

private:
  std::string host_;
  async::task<void> handshake_;
};

class forgetful_planner {
  async::task<std::string> prompt_ = load_prompt("planner"); // expect: async-dropped-awaitable
  int turns_ = 0;

public:
  int next_turn() { return ++turns_; }
};

class careful_planner {
  async::task<std::string> prompt_ = load_prompt("planner");

public:
  async::task<std::string> prompt() { return std::move(prompt_); }
};

class declared_elsewhere {
  async::task<std::string> prompt_ = load_prompt("critic");

public:
  async::task<std::string> prompt();
};

struct call {
  std::string text;
  async::task<int> cost = count_tokens("default");
};
async::task<int> price(call c);
async::task<int> quote(std::string text) { co_return co_await price(call{text}); }
