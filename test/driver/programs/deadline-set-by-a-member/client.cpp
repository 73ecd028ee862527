#include "client.hpp"

net::awaitable<void> Client::ask() {
  arm();
  co_await beast::http::async_read(stream_, buffer_, reply_, net::use_awaitable);
}

// What is armed is another stream; and greeting arms none.
net::awaitable<void> Client::listen() {
  arm();
  greet();
  co_await beast::http::async_read(other_, buffer_, reply_, net::use_awaitable); // expect: async-missing-timeout
}
