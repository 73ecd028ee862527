// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Eager tasks kept in variables: results and errors are lost when nobody asks for them again.
#include <QCoroTask>
#include <winrt/base.h>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace foundation = winrt::Windows::Foundation;
using namespace std::chrono_literals;

struct Widget {
  void setText(std::string text);
};
QCoro::Task<std::string> complete(std::string prompt);
QCoro::Task<> save(std::string text);
foundation::IAsyncOperation<int> score_async(winrt::hstring text);
foundation::IAsyncAction upload_async(winrt::hstring text);

QCoro::Task<> ask(Widget *widget, std::string prompt) {
  auto answer = complete(prompt);
  auto saving = save(prompt); // expect: async-dropped-awaitable
  widget->setText(co_await answer);
  std::vector<QCoro::Task<>> saves; // expect: async-dropped-awaitable
  saves.push_back(save("a"));
}

void clicked(Widget *widget, std::string prompt) {
  QCoro::connect(complete(prompt), widget, [widget](std::string text) { widget->setText(text); });
  auto pending = complete(prompt);
  QCoro::connect(std::move(pending), widget, [](std::string) {});
  auto lost = complete(prompt); // expect: async-dropped-awaitable
}

QCoro::Task<> chained(std::string prompt) {
  auto answer = complete(prompt);
  return answer.then([](std::string) {});
}

foundation::IAsyncOperation<int> best(winrt::hstring a, winrt::hstring b) {
  auto first = score_async(a);
  auto second = score_async(b);
  auto upload = upload_async(a); // expect: async-dropped-awaitable
  winrt::apartment_context ui;
  co_await winrt::resume_background();
  int x = co_await first, y = co_await second;
  auto pause = winrt::resume_after(10ms); // expect: async-dropped-awaitable
  co_await winrt::resume_after(10ms);
  co_await ui;
  co_return x > y ? x : y;
}

foundation::IAsyncAction forwarded(winrt::hstring text) {
  auto upload = upload_async(text);
  return upload;
}
