// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Chains of kj promises whose last link nobody keeps.
#include <kj/async.h>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

kj::Promise<std::string> complete(std::string prompt);
kj::Promise<void> store(std::string text);
kj::Promise<void> connect();

class Chat final : private kj::TaskSet::ErrorHandler {
public:
  Chat() : tasks_(*this) {}

  void ask(std::string prompt) {
    complete(prompt).then([](std::string text) { return store(text); }); // expect: async-dropped-awaitable
    connect().catch_([](kj::Exception &&) {}); // expect: async-dropped-awaitable
    store(prompt).attach(std::make_unique<int>(1)); // expect: async-dropped-awaitable
  }

  void askInBackground(std::string prompt) {
    tasks_.add(complete(prompt).then([](std::string text) { return store(text); }));
    store(prompt).detach([](kj::Exception &&e) { std::fputs(e.what(), stderr); });
    last_ = connect().eagerlyEvaluate(nullptr);
  }

  kj::Promise<void> askAndWait(std::string prompt) {
    auto text = co_await complete(prompt);
    co_await store(text).attach(std::make_unique<int>(2));
    tasks_.onEmpty(); // expect: async-dropped-awaitable // expect-fix: co_await tasks_.onEmpty();
    co_await tasks_.onEmpty();
  }

  kj::Promise<void> close() {
    auto stored = store("bye");
    auto joined = stored.exclusiveJoin(connect());
    return joined;
  }

  std::string now(kj::WaitScope &scope, std::string prompt) {
    auto text = complete(prompt);
    return text.wait(scope);
  }

  void evaluated() {
    kj::evalLater([] { return store("later"); }); // expect: async-dropped-awaitable
    kj::evalNow([] { return 1; }); // expect: async-dropped-awaitable
    tasks_.add(kj::evalLater([] { return store("later"); }));
  }

private:
  void taskFailed(kj::Exception &&e) override { std::fputs(e.what(), stderr); }
  kj::TaskSet tasks_;
  kj::Promise<void> last_ = kj::READY_NOW;
};
