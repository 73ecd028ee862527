// RUN: %check_async_tidy %s async-blocking-call %t
// C++/WinRT: resume_background leaves the UI thread, awaiting an apartment_context returns to it.
#include <winrt/base.h>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
using winrt::Windows::Foundation::IAsyncAction;
using winrt::Windows::Foundation::IAsyncOperation;
using namespace std::chrono_literals;
static int count_lines(const std::string& path) {
  std::ifstream in(path);
  int lines = 0;
  for (std::string line; std::getline(in, line);) ++lines;
  return lines;
}
void show(int lines);
IAsyncOperation<int> remote_lines(std::string path);

IAsyncAction refresh(std::string path) {
  winrt::apartment_context ui;
  co_await winrt::resume_background();
  int lines = count_lines(path);
  co_await ui;
  show(lines);
}

IAsyncAction refresh_late(std::string path) {
  winrt::apartment_context ui;
  show(count_lines(path)); // expect: async-blocking-call
  co_await winrt::resume_background();
  show(count_lines(path));
}

IAsyncAction refresh_twice(std::string path) {
  winrt::apartment_context ui;
  co_await winrt::resume_background();
  int lines = count_lines(path);
  co_await ui;
  show(lines);
  std::this_thread::sleep_for(1s); // expect: async-blocking-call
  show(count_lines(path)); // expect: async-blocking-call
}

winrt::fire_and_forget log_lines(std::string path) {
  co_await winrt::resume_background();
  std::ofstream("lines.log", std::ios::app) << count_lines(path) << '\n';
}

IAsyncOperation<int> total(std::string path, winrt::com_ptr<std::string> name, winrt::weak_ref<std::string> other) {
  int remote = co_await remote_lines(path);
  if (auto strong = other.get()) remote += static_cast<int>(strong->size());
  co_return remote + static_cast<int>(name.get()->size());
}
