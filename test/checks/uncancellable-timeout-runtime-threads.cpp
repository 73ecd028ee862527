// RUN: %check_async_tidy %s async-uncancellable-timeout %t
#include <async/async.hpp>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <stop_token>
#include <string>
#include <vector>
using namespace std::chrono_literals;
std::string render(std::string html);
std::string render_until(std::string html, std::stop_token stop);

static int count_words(const std::string &text) {
  int n = 0;
  for (char c : text) n += c == ' ';
  return n;
}
static int count_until(const std::string &text, std::stop_token stop) {
  int n = 0;
  for (char c : text) {
    if (stop.stop_requested()) break;
    n += c == ' ';
  }
  return n;
}
static int count_deaf(const std::string &text, std::stop_token stop) {
  int n = 0;
  for (char c : text) n += c == ' ';
  return n;
}
async::task<int> words(std::string text) {
  co_return co_await async::wait_for(async::to_thread([text] { return count_words(text); }), 5s); // expect: async-uncancellable-timeout
}
async::task<int> words_stoppable(std::string text) {
  auto stop = co_await async::stop_token();
  co_return co_await async::wait_for(async::to_thread([text, stop] { return count_until(text, stop); }), 5s);
}
async::task<int> words_deaf(std::string text) {
  auto stop = co_await async::stop_token();
  co_return co_await async::wait_for(async::to_thread([text, stop] { return count_deaf(text, stop); }), 5s); // expect: async-uncancellable-timeout
}
async::task<int> words_arguments(std::string text) {
  co_return co_await async::wait_for(async::to_thread(count_words, text), 5s); // expect: async-uncancellable-timeout
}
async::task<int> words_arguments_stop(std::string text) {
  std::stop_token stop = co_await async::stop_token();
  co_return co_await async::wait_for(async::to_thread(count_until, text, stop), 5s);
}
async::task<std::string> draw(std::string html) {
  co_return co_await async::wait_for(async::to_thread(render, html), 10s); // expect: async-uncancellable-timeout
}
async::task<std::string> draw_until(std::string html) {
  std::stop_token stop = co_await async::stop_token();
  co_return co_await async::wait_for(async::to_thread(render_until, html, stop), 10s);
}
// the flag that the body looks at
struct Indexer {
  std::atomic<bool> stopping{false};
  void walk(std::vector<std::string> files) {
    for (auto &f : files) {
      if (stopping.load()) return;
      (void)f;
    }
  }
  async::task<void> index(std::vector<std::string> files) {
    co_await async::wait_for(async::to_thread([this, files] { walk(files); }), 30s);
  }
};
// a coroutine that only reaches such work
static async::task<std::string> screenshot(std::string url) {
  std::string html = co_await async::to_thread([url] { return std::string("<") + url; });
  co_return co_await async::to_thread(render, html);
}
async::task<std::string> look(std::string url) {
  co_return co_await async::wait_for(screenshot(url), 20s); // expect: async-uncancellable-timeout
}
static async::task<std::string> mixed(std::string url) {
  std::string html = co_await async::to_thread(render, url);
  co_await async::sleep_for(1s);
  co_return html;
}
async::task<std::string> look_mixed(std::string url) { co_return co_await async::wait_for(mixed(url), 20s); }
async::task<std::string> remote(std::string url);
async::task<std::string> look_remote(std::string url) { co_return co_await async::wait_for(remote(url), 20s); }
async::task<void> no_timeout(std::string url) { co_await async::to_thread(render, url); }
async::task<std::string> kept(std::string url) {
  auto job = async::to_thread(render, url);
  co_return co_await async::wait_for(std::move(job), 20s); // expect: async-uncancellable-timeout
}
// shielded on purpose
async::task<std::string> shielded(std::string url) {
  co_return co_await async::wait_for(async::shield(screenshot(url)), 20s);
}
