// RUN: %check_async_tidy %s async-blocking-call %t
// Attributes say what a body cannot: blocking, annotated as blocking, or non-blocking whatever the body holds.
#include <coro/coro.hpp>
#include <cstdio>
#include <fstream>
#include <string>
#define MAY_BLOCK [[clang::annotate("async::blocking")]]
namespace device {
void calibrate() [[clang::blocking]];
int read_register(int index) noexcept [[clang::nonblocking]];
MAY_BLOCK std::string render_pdf(const std::string& path);
[[clang::annotate("docs::internal")]] int version();
inline void trace(const char* text) noexcept [[clang::nonblocking]] {
  // A file on a RAM disk, measured to return at once.
  if (std::FILE* file = std::fopen("/dev/shm/trace", "a")) {
    std::fputs(text, file);
    std::fclose(file);
  }
}
inline void trace_twice(const char* text) {
  trace(text);
  trace(text);
}
inline int prepare(int rounds) {
  for (int i = 0; i < rounds; ++i) calibrate();
  return rounds;
}
class Printer {
 public:
  MAY_BLOCK int page(int number);
  void queue(int number) [[clang::nonblocking]];
  bool flush() [[clang::blocking]];
};
}

coro::task<void> start(device::Printer& printer) {
  device::calibrate(); // expect: async-blocking-call
  int rounds = device::prepare(3); // expect: async-blocking-call
  std::string path = device::render_pdf("report.md"); // expect: async-blocking-call
  printer.page(rounds); // expect: async-blocking-call
  if (!printer.flush()) co_return; // expect: async-blocking-call
}

coro::task<int> sample(device::Printer& printer) {
  device::trace("sample");
  device::trace_twice("sample");
  printer.queue(1);
  co_return device::read_register(4) + device::version();
}
