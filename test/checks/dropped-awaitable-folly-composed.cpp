// RUN: %check_async_tidy %s async-dropped-awaitable %t
// folly's combinators, queues, pipes and transports: each returns a task that someone has to await.
#include <folly/coro/AsyncPipe.h>
#include <folly/coro/Baton.h>
#include <folly/coro/BoundedQueue.h>
#include <folly/coro/Collect.h>
#include <folly/coro/Invoke.h>
#include <folly/coro/Sleep.h>
#include <folly/coro/Task.h>
#include <folly/coro/Timeout.h>
#include <folly/coro/UnboundedQueue.h>
#include <folly/coro/WithCancellation.h>
#include <folly/io/coro/Transport.h>
#include <chrono>
#include <string>
#include <utility>

using folly::coro::Task;
using namespace std::chrono_literals;
Task<std::string> complete(std::string prompt);
Task<void> store(std::string text);

Task<void> produce(folly::coro::BoundedQueue<std::string>& queue, folly::coro::UnboundedQueue<std::string>& log, std::string text) {
  queue.enqueue(text); // expect: async-dropped-awaitable // expect-fix: co_await queue.enqueue(text);
  log.enqueue(text);
  queue.try_enqueue(text);
  auto [reader, writer] = folly::coro::BoundedAsyncPipe<std::string>::create(4);
  writer.write(text); // expect: async-dropped-awaitable // expect-fix: co_await writer.write(text);
  co_await writer.write(text + "!");
  std::move(writer).close();
  while (auto item = co_await reader.next()) log.enqueue(*item);
}

Task<void> send(folly::coro::Transport& transport, std::string text) {
  transport.write(folly::ByteRange(text)); // expect: async-dropped-awaitable // expect-fix: co_await transport.write(folly::ByteRange(text));
  co_await transport.write(folly::ByteRange(text), 1s);
  transport.close();
}

Task<std::string> bounded(std::string prompt, folly::CancellationToken token) {
  folly::coro::sleep(1s); // expect: async-dropped-awaitable // expect-fix: co_await folly::coro::sleep(1s);
  folly::coro::timeout(store(prompt), 1s); // expect: async-dropped-awaitable // expect-fix: co_await folly::coro::timeout(store(prompt), 1s);
  auto answer = folly::coro::timeout(complete(prompt), 60s);
  auto cancellable = folly::coro::co_withCancellation(token, store(prompt)); // expect: async-dropped-awaitable
  folly::coro::co_invoke([prompt]() -> Task<void> { co_await store(prompt); }); // expect: async-dropped-awaitable
  auto all = folly::coro::collectAll(store("a"), store("b")); // expect: async-dropped-awaitable
  co_await folly::coro::collectAll(store("a"), store("b"));
  co_await folly::coro::co_reschedule_on_current_executor;
  co_return co_await std::move(answer);
}

Task<void> signalled(folly::coro::Baton& started) {
  folly::coro::Baton finished;
  started.post();
  auto waiting = folly::coro::co_invoke([&finished]() -> Task<void> { co_await finished; });
  finished.post();
  co_await std::move(waiting);
}
