// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A kj promise kept in a local works while its coroutine waits; one that dies first is cancelled.
#include <kj/async.h>
#include <string>
#include <utility>

class Model {
public:
  virtual ~Model() = default;
  virtual kj::Promise<std::string> complete(std::string prompt) = 0;
  virtual kj::Promise<void> heartbeat() = 0;
};
kj::Promise<void> sendMetrics(std::string what);
kj::Promise<std::string> receive();

kj::Promise<std::string> withHeartbeat(Model &model, std::string prompt) {
  auto beat = model.heartbeat();
  co_return co_await model.complete(prompt);
}

kj::Promise<void> metricsLast(Model &model, std::string prompt) {
  auto text = co_await model.complete(prompt);
  auto metrics = sendMetrics(text); // expect: async-dropped-awaitable
}

kj::Promise<void> deadBeforeTheWait(Model &model, std::string prompt) {
  {
    auto beat = model.heartbeat(); // expect: async-dropped-awaitable
    prompt += "!";
  }
  co_await model.complete(prompt);
}

kj::Promise<void> pump(Model &model) {
  for (;;) {
    auto text = co_await receive();
    if (text.empty())
      break;
    auto metrics = sendMetrics(text); // expect: async-dropped-awaitable
  }
}

kj::Promise<void> pumpWithBeat(Model &model) {
  for (int i = 0; i < 10; ++i) {
    auto beat = model.heartbeat();
    auto text = co_await receive();
    auto eager = sendMetrics(text).eagerlyEvaluate(nullptr);
    co_await receive();
  }
}

kj::Promise<void> plain(Model &model) {
  auto beat = model.heartbeat(); // expect: async-dropped-awaitable
  return sendMetrics("plain");
}

kj::Promise<int> chained(Model &model, std::string prompt) {
  auto text = model.complete(prompt);
  return text.then([](std::string t) { return static_cast<int>(t.size()); });
}
