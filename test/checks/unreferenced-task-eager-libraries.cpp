// RUN: %check_async_tidy %s async-unreferenced-task %t
// Eager coroutines of the libraries, called like functions.
#include <QCoroTask>
#include <boost/asio.hpp>
#include <boost/cobalt.hpp>
#include <concurrencpp/concurrencpp.h>
#include <winrt/base.h>
#include <cstdio>
#include <string>

namespace foundation = winrt::Windows::Foundation;

QCoro::Task<std::string> fetchModels(std::string host);
QCoro::Task<> reload(std::string host);
foundation::IAsyncAction save_async(std::string text);
winrt::fire_and_forget clicked(std::string text);
concurrencpp::result<int> index_file(std::string path);
concurrencpp::null_result log_later(std::string text);
boost::cobalt::detached background(std::string text);
boost::cobalt::promise<void> heartbeat(std::string session);

winrt::fire_and_forget toggled(std::string text) {
  co_await winrt::resume_background();
  co_await save_async(text);
}

winrt::fire_and_forget closed(std::string text) {
  try {
    co_await winrt::resume_background();
    co_await save_async(text);
  } catch (winrt::hresult_error const &error) {
    std::printf("%ld\n", error.code());
  } catch (...) {
    std::puts("unknown");
  }
}

concurrencpp::null_result index_logged(std::string path) {
  try {
    co_await index_file(path);
  } catch (const std::exception &e) {
    std::puts(e.what());
  }
}

struct window {
  QCoro::Task<> running;

  void slots_and_events(std::string text) {
    fetchModels(text); // expect: async-unreferenced-task
    reload(text); // expect: async-unreferenced-task
    save_async(text); // expect: async-unreferenced-task
    clicked(text); // expect: async-unreferenced-task
    toggled(text); // expect: async-unreferenced-task
    closed(text);
    index_file(text); // expect: async-unreferenced-task
    log_later(text); // expect: async-unreferenced-task
    index_logged(text);
    background(text); // expect: async-unreferenced-task
    +heartbeat(text); // expect: async-unreferenced-task
    running = reload(text);
    auto fetched = fetchModels(text);
    fetched.then([](std::string) {});
    auto operation = save_async(text);
    operation.Cancel();
  }

  QCoro::Task<> awaited(std::string text) {
    co_await reload(text);
    auto models = co_await fetchModels(text);
  }
};

void detached_by_name(std::string text) {
  auto beat = heartbeat(text);
  beat.detach(); // expect: async-unreferenced-task
}
