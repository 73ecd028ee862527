#include "store.hpp"
#include <chrono>

static net::awaitable<std::string> ask(int user) {
  beast::tcp_stream stream(co_await net::this_coro::executor);
  stream.expires_after(std::chrono::seconds(5));
  beast::flat_buffer buffer;
  beast::http::response<beast::http::string_body> reply;
  co_await beast::http::async_read(stream, buffer, reply, net::use_awaitable);
  co_return reply.body() + std::to_string(user);
}

net::awaitable<std::string> profile(int user) { co_return co_await ask(user); }
net::awaitable<std::string> history(int user) { return ask(user); }
net::awaitable<std::string> cached(int user) { co_return std::to_string(user); }
net::awaitable<std::string> fresh(int user, bool again) {
  if (again)
    co_return co_await profile(user);
  co_return std::string();
}
