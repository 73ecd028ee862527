// RUN: %check_async_tidy %s async-dropped-awaitable %t
// An eager coroutine as a statement is another check's finding; a named one that is forgotten is not.
#include <QCoroTask>
#include <concurrencpp/concurrencpp.h>
#include <seastar/core/coroutine.hh>
#include <winrt/base.h>
#include <coroutine>
#include <string>

namespace foundation = winrt::Windows::Foundation;

QCoro::Task<std::string> fetchModels(std::string host);
foundation::IAsyncAction save_async(std::string text);
foundation::IAsyncOperation<int> count_async(std::string text);
winrt::fire_and_forget clicked(std::string text);
concurrencpp::result<int> index_file(std::string path);
concurrencpp::null_result log_later(std::string text);

struct detached_task {
  struct promise_type {
    detached_task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
detached_task poll_forever(std::string url) { co_await std::suspend_always{}; }
seastar::future<> flush(std::string table) { co_return; }

QCoro::Task<> refresh(std::string host) {
  fetchModels(host);
  auto models = fetchModels(host); // expect: async-dropped-awaitable // expect-fix: auto models = co_await fetchModels(host);
  auto more = co_await fetchModels(host + "/more");
}

foundation::IAsyncAction submit(std::string text) {
  save_async(text);
  clicked(text);
  auto count = count_async(text); // expect: async-dropped-awaitable // expect-fix: auto count = co_await count_async(text);
  winrt::resume_background(); // expect: async-dropped-awaitable // expect-fix: co_await winrt::resume_background();
  winrt::resume_after(std::chrono::seconds(1)); // expect: async-dropped-awaitable
  winrt::apartment_context ui;
  co_await winrt::resume_background();
  co_await ui;
  int n = co_await count_async(text);
}

concurrencpp::result<int> index_two(std::string a, std::string b) {
  index_file(a);
  log_later(a);
  poll_forever(b);
  auto lost = index_file(b); // expect: async-dropped-awaitable
  auto kept = index_file(b);
  co_return co_await kept;
}

seastar::future<> flush_all() {
  flush("a");
  auto second = flush("b"); // expect: async-dropped-awaitable
  co_await flush("c");
}
