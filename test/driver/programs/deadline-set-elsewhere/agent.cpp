#include "limits.hpp"
using Reply = beast::http::response<beast::http::string_body>;

net::awaitable<Reply> limited(beast::tcp_stream stream) {
  limit(stream);
  beast::flat_buffer buffer;
  Reply reply;
  co_await beast::http::async_read(stream, buffer, reply, net::use_awaitable);
  co_return reply;
}

net::awaitable<Reply> greeted(beast::tcp_stream stream) {
  greet(stream);
  beast::flat_buffer buffer;
  Reply reply;
  co_await beast::http::async_read(stream, buffer, reply, net::use_awaitable); // expect: async-missing-timeout
  co_return reply;
}
