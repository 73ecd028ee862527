// RUN: %check_async_tidy %s async-dropped-awaitable %t
// concurrencpp without nodiscard: lazy results and locks that were never awaited.
#include <concurrencpp/concurrencpp.h>
#include <memory>
#include <string>
#include <vector>

using concurrencpp::lazy_result;
using concurrencpp::result;

lazy_result<std::string> complete(std::string prompt);
lazy_result<void> trace(std::string what);
result<int> index_document(std::string path);

class transcript {
  concurrencpp::async_lock lock_;
  std::vector<std::string> lines_;

public:
  result<int> append(std::shared_ptr<concurrencpp::executor> ex, std::string line) {
    auto guard = lock_.lock(ex); // expect: async-dropped-awaitable // expect-fix: auto guard = co_await lock_.lock(ex);
    lines_.push_back(std::move(line));
    co_return static_cast<int>(lines_.size());
  }
  result<int> size(std::shared_ptr<concurrencpp::executor> ex) {
    auto guard = co_await lock_.lock(ex);
    guard.unlock();
    co_return static_cast<int>(lines_.size());
  }
};

result<std::string> chat(std::shared_ptr<concurrencpp::executor> ex, std::string prompt) {
  trace("chat"); // expect: async-dropped-awaitable // expect-fix: co_await trace("chat");
  auto answer = complete(prompt);
  concurrencpp::resume_on(ex); // expect: async-dropped-awaitable // expect-fix: co_await concurrencpp::resume_on(ex);
  co_return co_await answer;
}

result<void> index_all(std::shared_ptr<concurrencpp::executor> ex, std::vector<std::string> paths) {
  for (auto &p : paths)
    index_document(p);
  auto last = index_document("last"); // expect: async-dropped-awaitable
  ex->post([] {});
  ex->submit([] { return 1; });
  auto kept = ex->submit([] { return 2; }); // expect: async-dropped-awaitable
  auto used = ex->submit([] { return 3; });
  co_await used;
}

result<void> pause(std::shared_ptr<concurrencpp::timer_queue> timers, std::shared_ptr<concurrencpp::executor> ex) {
  timers->make_delay_object(std::chrono::milliseconds(50), ex); // expect: async-dropped-awaitable
  co_await timers->make_delay_object(std::chrono::milliseconds(50), ex);
}

concurrencpp::null_result fire(std::string prompt) { co_await complete(prompt); }
void button_pressed() { fire("hello"); }
