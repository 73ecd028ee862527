#include "journal.hpp"

async::task<void> audit(std::string line) {
  co_await flush_in_time(line);
  co_await flush(line);
}

async::task<void> audit_in_time(std::string line) {
  co_await flush_in_time(line);
  co_await flush_in_time(line);
}

async::task<void> watch(std::string line) {
  while (!line.empty())
    co_await flush_in_time(line);
}
