// RUN: %check_async_tidy %s async-await-in-loop %t
// Pages by cursor, by token, by offset and until an empty one.
// LIBRARIES: folly libcoro asio cobalt runtime kj
#include "library.hpp"
#include <optional>
struct Page {
  std::vector<std::string> items;
  std::optional<std::string> next;
  std::string token;
  bool more = false;
  int total = 0;
};
lib::task<Page> list(std::string cursor);
lib::task<std::vector<std::string>> list_from(std::size_t offset, std::size_t limit);

lib::task<std::vector<std::string>> by_cursor() {
  std::vector<std::string> out;
  std::string cursor;
  bool more = true;
  while (more) {
    auto page = co_await list(cursor);
    out.insert(out.end(), page.items.begin(), page.items.end());
    more = page.next.has_value();
    cursor = page.next.value_or("");
  }
  co_return out;
}

lib::task<std::vector<std::string>> by_token() {
  std::vector<std::string> out;
  std::string token = "first";
  for (int i = 0; i < 20 && !token.empty(); ++i) {
    Page page = co_await list(token);
    for (auto &item : page.items)
      out.push_back(std::move(item));
    token = page.token;
  }
  co_return out;
}

lib::task<int> a_fixed_number_of_pages() {
  int n = 0;
  std::string token;
  for (int i = 0; i < 10; ++i) {
    Page page = co_await list(token);
    n += page.total;
    token = page.token;
  }
  co_return n;
}

lib::task<std::vector<std::string>> by_offset() {
  std::vector<std::string> out;
  std::size_t offset = 0;
  while (true) {
    auto items = co_await list_from(offset, 50);
    if (items.empty())
      break;
    offset += items.size();
    out.insert(out.end(), items.begin(), items.end());
  }
  co_return out;
}

lib::task<std::vector<std::string>> by_size_so_far(std::size_t wanted) {
  std::vector<std::string> out;
  while (out.size() < wanted) {
    auto items = co_await list_from(out.size(), 50);
    out.insert(out.end(), items.begin(), items.end());
  }
  co_return out;
}

// The number of pages is known: each offset is computed, none is read.
lib::task<std::vector<std::string>> known_offsets(std::size_t total) {
  std::vector<std::string> out;
  for (std::size_t offset = 0; offset < total; offset += 100) {
    auto items = co_await list_from(offset, 100); // expect: async-await-in-loop
    out.insert(out.end(), items.begin(), items.end());
  }
  co_return out;
}
