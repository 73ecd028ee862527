// RUN: %check_async_tidy %s async-await-in-loop %t
// Members of this: const, not const, with and without a body.
// LIBRARIES: folly libcoro async_simple asio runtime
#include "library.hpp"
#include <map>
#include <memory>
struct Answer {
  std::string text;
};
lib::task<Answer> request(std::string url);

class Client {
public:
  lib::task<Answer> get(std::string url);
  lib::task<Answer> peek(std::string url) const;

  lib::task<Answer> plain(std::string url) { co_return co_await request(base_ + url); }
  lib::task<Answer> cached(std::string url) {
    auto answer = co_await request(base_ + url);
    cache_[url] = answer;
    co_return answer;
  }

  lib::task<void> by_get(const std::vector<std::string> &urls) {
    for (const auto &url : urls)
      co_await get(url);
  }
  lib::task<void> by_this_get(const std::vector<std::string> &urls) {
    for (const auto &url : urls)
      co_await this->get(url);
  }
  lib::task<void> by_cached(const std::vector<std::string> &urls) {
    for (const auto &url : urls)
      co_await cached(url);
  }
  lib::task<std::vector<Answer>> by_peek(const std::vector<std::string> &urls) {
    std::vector<Answer> out;
    for (const auto &url : urls)
      out.push_back(co_await peek(url)); // expect: async-await-in-loop
    co_return out;
  }
  lib::task<std::vector<Answer>> by_plain(const std::vector<std::string> &urls) {
    std::vector<Answer> out;
    for (const auto &url : urls)
      out.push_back(co_await plain(url)); // expect: async-await-in-loop
    co_return out;
  }
  lib::task<void> into_members(const std::vector<std::string> &urls) {
    for (const auto &url : urls) {
      auto answer = co_await request(base_ + url); // expect: async-await-in-loop
      cache_[url] = answer;
      ++served_;
    }
  }
  lib::task<void> noted(const std::vector<std::string> &urls) {
    for (const auto &url : urls) {
      auto answer = co_await request(base_ + url); // expect: async-await-in-loop
      note(answer);
    }
  }
  // Nobody knows what the member changes.
  lib::task<void> handled(const std::vector<std::string> &urls) {
    for (const auto &url : urls) {
      auto answer = co_await request(base_ + url);
      handle(answer);
    }
  }
  // The base moves on with each answer.
  lib::task<void> relative(const std::vector<std::string> &urls) {
    for (const auto &url : urls) {
      auto answer = co_await request(base_ + url);
      base_ = answer.text;
    }
  }
  lib::task<void> session_token(const std::vector<std::string> &urls) {
    for (const auto &url : urls) {
      auto answer = co_await request(url + "?token=" + token_);
      remember(answer);
    }
  }

private:
  void note(const Answer &answer) { last_ = answer; }
  void handle(const Answer &answer);
  void remember(const Answer &answer) { token_ = answer.text; }
  std::string base_, token_;
  std::map<std::string, Answer> cache_;
  Answer last_;
  int served_ = 0;
};
