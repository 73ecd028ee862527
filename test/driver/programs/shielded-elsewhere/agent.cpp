#include "journal.hpp"

async::task<void> finish(std::string line) {
  co_await async::shield(flush(line)); // expect: async-unbounded-shield
  co_await async::shield(flush_in_time(line));
  co_await async::shield(audit(line)); // expect: async-unbounded-shield
  co_await async::shield(audit_in_time(line));
  co_await async::shield(watch(line));   // expect: async-unbounded-shield
  co_await async::shield(publish(line)); // expect: async-unbounded-shield
  co_await async::shield(async::gather(flush_in_time(line), audit_in_time(line)));
  co_await async::shield(async::gather(flush_in_time(line), flush(line))); // expect: async-unbounded-shield
}
