// RUN: %check_async_tidy %s async-blocking-call %t
// C stdio: a file is reported where it is opened, a FILE from elsewhere at its first read; memory functions never.
#include <coro/coro.hpp>
#include <cstdio>
#include <cstring>
#include <string>
coro::task<void> send(std::string text);

coro::task<std::string> load_prompt(std::string path) {
  std::FILE* file = std::fopen(path.c_str(), "r"); // expect: async-blocking-call
  if (!file) co_return "";
  std::string text;
  char buffer[512];
  while (std::fgets(buffer, sizeof buffer, file)) text += buffer;
  std::fclose(file);
  co_return text;
}

coro::task<void> forward(std::FILE* source) {
  char buffer[512];
  co_await send("forwarding");
  std::size_t n = std::fread(buffer, 1, sizeof buffer, source); // expect: async-blocking-call
  while (n > 0) {
    co_await send(std::string(buffer, n));
    n = std::fread(buffer, 1, sizeof buffer, source);
  }
}

coro::task<int> parse_header(std::string line) {
  int length = 0;
  char kind[16] = {};
  if (std::sscanf(line.c_str(), "%15s %d", kind, &length) != 2) co_return -1;
  char text[64];
  std::snprintf(text, sizeof text, "%s: %d", kind, length);
  std::sprintf(kind, "%d", length);
  co_await send(text);
  co_return length;
}

coro::task<void> say(std::string text) {
  std::printf("%s\n", text.c_str());
  std::puts("done");
  std::fprintf(stderr, "%zu bytes\n", text.size());
  std::fflush(stdout);
  co_await send(text);
}

std::string load_config(const char* path) {
  std::string text;
  if (std::FILE* file = std::fopen(path, "r")) {
    for (int c; (c = std::fgetc(file)) != EOF;) text += static_cast<char>(c);
    std::fclose(file);
  }
  return text;
}
