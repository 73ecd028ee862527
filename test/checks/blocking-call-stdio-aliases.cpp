// RUN: %check_async_tidy %s async-blocking-call %t
// Other C entry points to files: a FILE from a helper, temporary files, scanning; asking about a FILE reads nothing.
#include <coro/coro.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;
static File open_file(const char* path, const char* mode) { return File(std::fopen(path, mode)); }
static int read_number(std::FILE* file) {
  int number = 0;
  return std::fscanf(file, "%d", &number) == 1 ? number : -1;
}
coro::task<void> send(std::string text);

coro::task<int> next_id() {
  File file = open_file("next.id", "r+"); // expect: async-blocking-call
  if (!file) co_return -1;
  int id = read_number(file.get());
  std::rewind(file.get());
  std::fprintf(file.get(), "%d\n", id + 1);
  co_return id;
}

coro::task<int> scratch() {
  std::FILE* file = std::tmpfile(); // expect: async-blocking-call
  std::fputs("scratch", file);
  long size = std::ftell(file);
  std::fclose(file);
  co_await send("scratch");
  co_return static_cast<int>(size);
}

coro::task<int> number_from(std::FILE* source) {
  if (std::feof(source)) co_return 0;
  int number = read_number(source); // expect: async-blocking-call
  co_await send(std::to_string(number));
  co_return number;
}

coro::task<void> describe(std::FILE* source) {
  int descriptor = fileno(source);
  bool failed = std::ferror(source) != 0;
  if (failed) std::perror("source");
  std::clearerr(source);
  co_await send(std::strerror(errno) + std::to_string(descriptor));
}
