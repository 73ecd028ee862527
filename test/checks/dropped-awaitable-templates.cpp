// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Drops inside templates are one finding at the pattern, however often it is instantiated.
#include <async/async.hpp>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

async::task<void> trace(std::string what);
async::task<int> measure(std::string what);

struct http_client {
  async::task<std::string> get(std::string path);
  async::task<void> close();
};
struct mcp_client {
  async::task<std::string> get(std::string path);
  async::task<void> close();
};
struct file_client {
  std::string get(std::string path);
  void close();
};

template <class Client> async::task<std::string> read(Client &client, std::string path) {
  trace("read " + path); // expect: async-dropped-awaitable
  auto text = co_await client.get(path);
  client.close(); // expect: async-dropped-awaitable
  co_return text;
}

template <class Client> std::string read_now(Client &client, std::string path) {
  auto text = client.get(path);
  client.close();
  return text;
}

template <class Client> async::task<std::string> read_any(Client &client, std::string path) {
  if constexpr (std::is_same_v<decltype(client.get(path)), std::string>) {
    client.close();
    co_return client.get(path);
  } else {
    auto text = co_await client.get(path);
    co_await client.close();
    co_return text;
  }
}

template <class T> class worker {
  std::vector<T> jobs_;

public:
  async::task<int> drain() {
    auto size = measure("jobs"); // expect: async-dropped-awaitable
    for (auto &job : jobs_)
      co_await job.close();
    co_return static_cast<int>(jobs_.size());
  }
  template <class F> async::task<void> each(F f) {
    for (auto &job : jobs_)
      co_await f(job);
  }
};

template <class T> async::task<void> never_instantiated(T &client) {
  client.close();
  co_return;
}

async::task<int> use(http_client &http, mcp_client &mcp, file_client &file) {
  auto a = co_await read(http, "/a");
  auto b = co_await read(mcp, "/b");
  auto c = read_now(file, "/c");
  auto d = co_await read_any(file, "/d") + co_await read_any(http, "/e");
  worker<http_client> first;
  worker<mcp_client> second;
  co_await first.each([](http_client &c) { return c.close(); });
  co_return co_await first.drain() + co_await second.drain() + static_cast<int>((a + b + c + d).size());
}
