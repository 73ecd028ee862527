#include "feed.hpp"

// The options that the constructor sets hold for as long as the stream does.
net::awaitable<void> Feed::next() { co_await updates_.async_read(buffer_, net::use_awaitable); }

net::awaitable<void> Feed::other() {
  co_await log_.async_read(buffer_, net::use_awaitable); // expect: async-missing-timeout
}
