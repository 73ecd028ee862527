// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Tasks that are handed to somebody, stored, exchanged, swapped or referred to: somebody else answers for them.
#include <async/async.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using text_task = async::task<std::string>;
text_task ask(std::string prompt);
async::task<void> save(std::string text);
void adopt(text_task task);
void watch(const text_task &task);
void observe(text_task *task);
struct envelope {
  std::string to;
  text_task body;
};
async::task<void> post(envelope letter);

class agent {
  text_task next_;
  std::vector<text_task> backlog_;
  std::unique_ptr<text_task> held_;

public:
  explicit agent(text_task first) : next_(std::move(first)) {}
  void plan(std::string p) {
    next_ = ask(p);
    backlog_.push_back(ask(p));
    backlog_.emplace_back(ask(p));
    backlog_.insert(backlog_.begin(), ask(p));
    held_ = std::make_unique<text_task>(ask(p));
    held_.reset(new text_task(ask(p)));
    *held_ = ask(p);
    backlog_[0] = ask(p);
  }
  text_task turn(std::string p) {
    auto current = std::exchange(next_, ask(p));
    auto text = co_await std::move(current);
    auto replacement = ask(text);
    std::swap(next_, replacement);
    co_return text + co_await std::exchange(next_, ask(text));
  }
  async::task<void> hand_over(std::string p) {
    adopt(ask(p));
    auto seen = ask(p);
    watch(seen);
    auto pointed = ask(p);
    observe(&pointed);
    auto letter = envelope{"me", ask(p)};
    co_await post(std::move(letter));
    auto body = ask(p);
    co_await post({"you", std::move(body)});
  }
  async::task<void> lose(std::string p) {
    auto moved_from = ask(p);
    auto moved_to = std::move(moved_from); // expect: async-dropped-awaitable
    auto unused = ask(p); // expect: async-dropped-awaitable
    save(p); // expect: async-dropped-awaitable // expect-fix: co_await save(p);
    auto &ref = next_;
    const auto &last = backlog_.back();
    co_return;
  }
};
