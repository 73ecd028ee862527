// RUN: %check_async_tidy %s async-unbounded-queue %t
// The runtime's channel: unbounded unless it is given a capacity.
#include <async/async.hpp>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct event {
  std::string text;
};
async::task<std::optional<event>> next_event();
async::task<std::string> read_line();
async::task<void> handle(event e);
async::generator<event> events();
void on_message(std::function<void(event)> handler);

async::task<void> pump(async::channel<event> &out) {
  while (auto e = co_await next_event())
    co_await out.send(*e);
}

async::task<void> by_reference() {
  async::channel<event> inbox; // expect: async-unbounded-queue
  // expect-message: 'inbox' has no capacity: when 'pump' sends faster than the other side receives, it grows without a limit
  // expect-fix: async::channel<event> inbox{64};
  co_await pump(inbox);
}

async::task<void> local_loop() {
  async::channel<std::string> lines{}; // expect: async-unbounded-queue
  for (;;) {
    auto line = co_await read_line();
    co_await lines.send(line);
  }
}

async::task<void> shared_channel() {
  auto lines = std::make_shared<async::channel<std::string>>(); // expect: async-unbounded-queue
  for (;;)
    co_await lines->send(co_await read_line());
}

async::task<void> limitless() {
  async::channel<event> inbox(std::numeric_limits<std::size_t>::max()); // expect: async-unbounded-queue
  // expect-fix: async::channel<event> inbox(64);
  co_await pump(inbox);
}

async::task<void> from_generator() {
  async::channel<event> out; // expect: async-unbounded-queue
  auto source = events();
  while (auto e = co_await source.next())
    co_await out.send(*e);
}

void from_callback() {
  static async::channel<event> inbox; // expect: async-unbounded-queue
  on_message([](event e) { (void)inbox.send(std::move(e)); });
}

class session {
public:
  async::task<void> read_loop() {
    while (auto e = co_await next_event())
      co_await post(std::move(*e));
  }
  async::task<void> write_loop() {
    while (auto e = co_await outbox_.receive())
      co_await handle(*e);
  }

private:
  async::task<void> post(event e) { co_await outbox_.send(std::move(e)); }
  async::channel<event> outbox_; // expect: async-unbounded-queue
  // expect-fix: async::channel<event> outbox_{64};
};

async::task<void> pump_with_limit(async::channel<event> &out) {
  while (auto e = co_await next_event())
    co_await out.send(*e);
}

async::task<void> with_capacity(std::size_t capacity) {
  async::channel<event> small(32);
  async::channel<event> chosen(capacity);
  co_await pump_with_limit(small);
  co_await pump_with_limit(chosen);
}

async::task<void> send_one(async::channel<int> &out, int value) { co_await out.send(value); }

async::task<void> constant_numbers() {
  async::channel<int> results;
  for (int i = 0; i < 4; ++i)
    co_await results.send(i);
  for (int i : {1, 2, 3})
    co_await send_one(results, i);
  co_await results.send(9);
}

async::task<void> one_answer() {
  async::channel<std::string> done;
  auto worker = [](async::channel<std::string> &out) -> async::task<void> { co_await out.send(co_await read_line()); };
  auto handle = async::create_task(worker(done));
  auto answer = co_await done.receive();
  co_await handle;
}

async::task<void> waits_for_a_permit(async::semaphore &places) {
  async::channel<std::string> lines;
  for (;;) {
    auto place = co_await places.acquire();
    co_await lines.send(co_await read_line());
  }
}

async::task<void> first_match(const std::vector<event> &all) {
  async::channel<event> found;
  for (auto &e : all)
    if (e.text == "match") {
      co_await found.send(e);
      break;
    }
}

async::task<void> never_fed() {
  async::channel<event> unused;
  while (auto e = co_await unused.receive())
    co_await handle(*e);
}

// Each caller has a queue of its own.
async::task<void> feed_one(async::channel<int> &out) { co_await out.send(1); }

async::task<void> in_a_loop(const std::vector<int> &all) {
  async::channel<int> many; // expect: async-unbounded-queue
  for ([[maybe_unused]] int each : all)
    co_await feed_one(many);
}

async::task<void> twice() {
  async::channel<int> few;
  co_await feed_one(few);
  co_await feed_one(few);
}
