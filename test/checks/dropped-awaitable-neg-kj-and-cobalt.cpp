// RUN: %check_async_tidy %s async-dropped-awaitable %t
// kj and cobalt code that scopes, joins, detaches and hands on its promises.
#include <boost/cobalt.hpp>
#include <kj/async.h>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cobalt = boost::cobalt;
kj::Promise<std::string> receive();
kj::Promise<void> send(std::string text);
kj::Promise<void> timeoutAfter(int ms);

class Relay final : private kj::TaskSet::ErrorHandler {
public:
  Relay() : tasks_(*this) {}
  kj::Promise<void> run() {
    auto watchdog = timeoutAfter(1000);
    auto greeting = send("hello");
    co_await greeting;
    for (;;) {
      auto incoming = receive();
      auto pinging = send("ping");
      auto text = co_await incoming;
      if (text.empty())
        co_return;
      tasks_.add(send(text));
      auto copied = send(text).then([] {}).eagerlyEvaluate([](kj::Exception &&) {});
      tasks_.add(std::move(copied));
    }
  }
  kj::Promise<std::string> bounded() {
    auto answer = receive();
    return answer.exclusiveJoin(timeoutAfter(50).then([] { return std::string("late"); }));
  }
  kj::Promise<void> owned() {
    auto buffer = std::make_unique<std::string>("text");
    auto promise = send(*buffer);
    return promise.attach(std::move(buffer));
  }
  void replace() {
    current_ = send("next");
    current_ = nullptr;
    send("bye").detach([](kj::Exception &&e) { std::puts(e.what()); });
  }
  void waitFor(kj::WaitScope &scope) {
    auto sent = send("sync");
    sent.wait(scope);
    if (auto text = receive().wait(scope); text == "stop")
      tasks_.clear();
  }

private:
  void taskFailed(kj::Exception &&e) override { std::puts(e.what()); }
  kj::TaskSet tasks_;
  kj::Promise<void> current_ = kj::READY_NOW;
};

cobalt::promise<std::string> complete(std::string prompt);
cobalt::promise<void> spin(std::string what);
cobalt::generator<std::string> tokens(std::string prompt);

cobalt::task<std::string> ask(std::string prompt) {
  auto spinner = spin("thinking");
  std::string all;
  auto stream = tokens(prompt);
  while (stream)
    all += co_await stream;
  auto last = complete(all);
  spinner.cancel();
  co_return co_await last;
}

cobalt::task<void> fire(std::string what) {
  auto background = spin(what);
  background.detach();
  +spin(what + "!");
  auto first = spin("a"), second = spin("b");
  co_await cobalt::join(first, second);
}
