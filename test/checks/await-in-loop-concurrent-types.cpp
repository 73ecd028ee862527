// RUN: %check_async_tidy %s async-await-in-loop %t
// option: async-await-in-loop.ConcurrentTypes=acme::HttpClient;Pool
// LIBRARIES: folly libcoro asio runtime
#include "library.hpp"
#include <memory>
namespace acme {
class HttpClient {
public:
  lib::task<std::string> get(std::string url);
};
class Sessions : public HttpClient {};
class Cursor {
public:
  lib::task<std::string> get(std::string url);
};
} // namespace acme
class Pool {
public:
  lib::task<int> query(std::string text);
};
lib::task<int> run(Pool &pool, std::string text);

lib::task<void> all(acme::HttpClient &client, std::shared_ptr<acme::Sessions> sessions, Pool *pool, std::vector<std::string> urls) {
  for (auto &url : urls)
    co_await client.get(url); // expect: async-await-in-loop
  for (auto &url : urls)
    co_await sessions->get(url); // expect: async-await-in-loop
  for (auto &url : urls)
    co_await pool->query(url); // expect: async-await-in-loop
  for (auto &url : urls)
    co_await run(*pool, url); // expect: async-await-in-loop
}

lib::task<void> not_named(acme::Cursor &cursor, std::vector<std::string> urls) {
  for (auto &url : urls)
    co_await cursor.get(url);
}
