// RUN: %check_async_tidy %s async-uncancellable-timeout %t
#include <folly/coro/Task.h>
#include <folly/coro/Timeout.h>
#include <folly/coro/Sleep.h>
#include <folly/executors/CPUThreadPoolExecutor.h>
#include <folly/executors/GlobalExecutor.h>
#include <chrono>
#include <memory>
#include <string>
using namespace std::chrono_literals;
using folly::coro::Task;
std::string render(std::string page);
class Renderer {
 public:
  Task<std::string> render(std::string page) {
    co_return co_await folly::coro::co_withExecutor(&pool_, renderOnPool(std::move(page)));
  }
  Task<std::string> renderInTime(std::string page) {
    co_return co_await folly::coro::timeout(render(std::move(page)), 15s); // expect: async-uncancellable-timeout
  }
  Task<std::string> renderAndWait(std::string page) {
    auto text = co_await render(std::move(page));
    co_await folly::coro::sleep(1s);
    co_return text;
  }
  Task<std::string> mixedInTime(std::string page) {
    co_return co_await folly::coro::timeout(renderAndWait(std::move(page)), 15s);
  }
 private:
  Task<std::string> renderOnPool(std::string page) { co_return ::render(std::move(page)); }
  folly::CPUThreadPoolExecutor pool_{4};
};
