// What the examples on libcoro take as given.
#pragma once
#include <array>
#include <coro/coro.hpp>
#include <coro/queue.hpp>
#include <coro/ring_buffer.hpp>
#include <string>
#include <vector>

struct page {
  std::string text;
};
coro::task<page> fetch_page(std::string url);
coro::task<void> save(page result);
