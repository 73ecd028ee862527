// RUN: %check_async_tidy %s async-sequential-await %t
// Blocking clients on other threads.
#include <async/async.hpp>
#include <cpr/cpr.h>
#include <string>
static async::task<std::string> page(std::string url) {
  co_return co_await async::to_thread([url] { return cpr::Get(cpr::Url{url}).text; });
}
async::task<std::string> compare(std::string a, std::string b) {
  auto left = co_await page(a);
  auto right = co_await page(b); // expect: async-sequential-await
  co_return left + right;
}
async::task<std::string> together(std::string a, std::string b) {
  auto [left, right] = co_await async::gather(page(a), page(b));
  co_return left + right;
}
async::task<std::string> handles(std::string a, std::string b) {
  auto left = async::create_task(page(a));
  auto right = async::create_task(page(b));
  auto x = co_await left;
  auto y = co_await right;
  co_return x + y;
}
async::task<std::string> lazies(std::string a, std::string b) {
  auto left = page(a);
  auto right = page(b);
  auto x = co_await std::move(left);
  auto y = co_await std::move(right); // expect: async-sequential-await
  co_return x + y;
}
async::task<std::string> limited(std::string a, async::semaphore& places) {
  auto permit = co_await places.acquire();
  auto x = co_await page(a);
  co_return x;
}
async::task<std::string> message(async::channel<std::string>& inbox, std::string url) {
  auto order = co_await inbox.receive();
  auto body = co_await page(url);
  co_return order.value_or("") + body;
}
async::task<std::string> caught(std::string a, std::string b) {
  std::string x, y;
  try { x = co_await page(a); } catch (const std::exception&) { x = "none"; }
  y = co_await page(b);
  co_return x + y;
}
async::task<std::string> twice(std::string a) {
  auto before = co_await page(a);
  auto after = co_await page(a);
  co_return before == after ? "stable" : "changed";
}
