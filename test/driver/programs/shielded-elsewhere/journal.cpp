#include "journal.hpp"

async::task<void> write(std::string line);

async::task<void> flush(std::string line) { co_await write(line); }

async::task<void> flush_in_time(std::string line) { co_await async::wait_for(write(line), 3s); }
