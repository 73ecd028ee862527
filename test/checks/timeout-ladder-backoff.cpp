// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <async/async.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <string>
using namespace std::chrono_literals;
struct Reply { int status = 0; std::string body; };
async::task<Reply> post(std::string body);

// 5 + 1 + 5 + 2 + 5 + 4 = 22 s
static async::task<Reply> exponential(std::string body) {
  auto delay = 1s;
  for (int attempt = 0; attempt < 3; ++attempt) {
    Reply r = co_await async::wait_for(post(body), 5s);
    if (r.status < 500) co_return r;
    co_await async::sleep_for(delay);
    delay *= 2;
  }
  co_return Reply{503, ""};
}
async::task<Reply> twenty(std::string body) {
  co_return co_await async::wait_for(exponential(body), 20s); // expect: async-timeout-ladder
  // expect-message: 'exponential' is given 20 s, but the deadlines inside it allow 22 s (3 x 5 s + 1 s + 2 s + 4 s): the outer one ends it before they do
}
async::task<Reply> twenty_two(std::string body) {
  co_return co_await async::wait_for(exponential(body), 22s);
}
// no pause after the last: 5 + 1 + 5 + 2 + 5 = 18 s
static async::task<Reply> no_last_pause(std::string body) {
  constexpr int kMax = 3;
  for (int attempt = 1;; ++attempt) {
    Reply r = co_await async::wait_for(post(body), 5s);
    if (r.status == 200 || attempt == kMax) co_return r;
    co_await async::sleep_for(std::chrono::seconds(1 << (attempt - 1)));
  }
}
async::task<Reply> seventeen(std::string body) {
  co_return co_await async::wait_for(no_last_pause(body), 17s); // expect: async-timeout-ladder
}
async::task<Reply> eighteen(std::string body) {
  co_return co_await async::wait_for(no_last_pause(body), 18s);
}
// capped: 10*4 + min(500ms*2^k, 1s): 0.5 + 1 + 1 + 1
static async::task<Reply> capped(std::string body) {
  std::chrono::milliseconds delay{500};
  int left = 4;
  Reply r;
  while (left-- > 0) {
    try {
      r = co_await async::wait_for(post(body), 10s);
      if (r.status == 200) break;
    } catch (const std::exception &) {
    }
    co_await async::sleep_for(delay);
    delay = std::min<std::chrono::milliseconds>(delay * 2, 1s);
  }
  co_return r;
}
async::task<Reply> forty(std::string body) {
  co_return co_await async::wait_for(capped(body), 40s); // expect: async-timeout-ladder
  // expect-message: 'capped' is given 40 s, but the deadlines inside it allow 43.5 s (4 x 10 s + 500 ms + 3 x 1 s): the outer one ends it before they do
}
async::task<Reply> forty_four(std::string body) {
  co_return co_await async::wait_for(capped(body), 44s);
}
constexpr std::array<std::chrono::milliseconds, 3> kPauses{100ms, 400ms, 1500ms};
static async::task<Reply> table(std::string body) {
  for (auto pause : kPauses) {
    Reply r = co_await async::wait_for(post(body), 3s);
    if (r.status == 200) co_return r;
    co_await async::sleep_for(pause);
  }
  co_return co_await async::wait_for(post(body), 3s);
}
async::task<Reply> ten(std::string body) {
  co_return co_await async::wait_for(table(body), 10s); // expect: async-timeout-ladder
}
async::task<Reply> fourteen(std::string body) {
  co_return co_await async::wait_for(table(body), 14s);
}
// only pauses: a poll under a deadline is how polling is done
static async::task<bool> ready(int id) { co_await async::yield(); co_return id > 0; }
static async::task<void> poll(int id) {
  for (int i = 0; i < 100; ++i) {
    if (co_await ready(id)) co_return;
    co_await async::sleep_for(1s);
  }
}
async::task<void> wait_ready(int id) { co_await async::wait_for(poll(id), 30s); }
