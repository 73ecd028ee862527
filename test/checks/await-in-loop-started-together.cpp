// RUN: %check_async_tidy %s async-await-in-loop %t
// A member call is not ordered when the unit starts the same calls together, or when it makes its own connection.
#include <async/async.hpp>
#include <boost/asio.hpp>
#include <string>
#include <vector>
namespace asio = boost::asio;
using asio::ip::tcp;

class Api {
public:
  async::task<std::string> get(std::string path);
  async::task<void> put(std::string path, std::string text);
  async::task<void> ping(std::string host);
};

async::task<std::vector<std::string>> together(Api &api, const std::vector<std::string> &paths) {
  std::vector<async::task<std::string>> tasks;
  for (const auto &path : paths)
    tasks.push_back(api.get(path));
  co_return co_await async::gather_bounded(8, std::move(tasks));
}

async::task<std::vector<std::string>> in_turn(Api &api, const std::vector<std::string> &paths) {
  std::vector<std::string> out;
  for (const auto &path : paths)
    out.push_back(co_await api.get(path)); // expect: async-await-in-loop
  co_return out;
}

async::task<void> two(Api &api) { co_await async::gather(api.ping("a"), api.ping("b")); }

async::task<void> many(Api &api, const std::vector<std::string> &hosts) {
  for (const auto &host : hosts)
    co_await api.ping(host); // expect: async-await-in-loop
}

async::task<void> stored(Api &api, const std::vector<std::string> &paths) {
  for (const auto &path : paths)
    co_await api.put(path, "");
}

// Each call of its own object says nothing about calls of one.
async::task<void> everywhere(std::vector<Api> &apis) {
  std::vector<async::task<void>> tasks;
  for (auto &api : apis)
    tasks.push_back(api.put("a", ""));
  co_await async::gather_bounded(8, std::move(tasks));
}

class Web {
public:
  asio::awaitable<std::string> get(std::string host) {
    tcp::socket socket(co_await asio::this_coro::executor);
    tcp::resolver resolver(socket.get_executor());
    auto endpoints = co_await resolver.async_resolve(host, "http", asio::use_awaitable);
    co_await asio::async_connect(socket, endpoints, asio::use_awaitable);
    std::string answer;
    co_await asio::async_read(socket, asio::dynamic_buffer(answer), asio::use_awaitable);
    ++requests_;
    co_return answer;
  }
  asio::awaitable<std::string> ask(std::string question) {
    co_await asio::async_write(socket_, asio::buffer(question), asio::use_awaitable);
    std::string answer;
    co_await asio::async_read_until(socket_, asio::dynamic_buffer(answer), '\n', asio::use_awaitable);
    co_return answer;
  }
  asio::awaitable<std::vector<std::string>> get_all(std::vector<std::string> hosts) {
    std::vector<std::string> out;
    for (auto &host : hosts)
      out.push_back(co_await get(host)); // expect: async-await-in-loop
    co_return out;
  }
  asio::awaitable<std::vector<std::string>> ask_all(std::vector<std::string> questions) {
    std::vector<std::string> out;
    for (auto &question : questions)
      out.push_back(co_await ask(question));
    co_return out;
  }

private:
  tcp::socket socket_;
  int requests_ = 0;
};

asio::awaitable<std::string> visit(asio::io_context &context, std::string host);
asio::awaitable<std::string> visit_on(asio::any_io_executor executor, std::string host);

// Executors and contexts order nothing.
asio::awaitable<void> with_a_context(asio::io_context &context, std::vector<std::string> hosts) {
  for (auto &host : hosts)
    co_await visit(context, host); // expect: async-await-in-loop
  auto executor = co_await asio::this_coro::executor;
  for (auto &host : hosts)
    co_await visit_on(executor, host); // expect: async-await-in-loop
}
