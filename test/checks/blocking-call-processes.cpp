// RUN: %check_async_tidy %s async-blocking-call %t
// Child processes: running one to its end waits, starting one or asking without waiting does not.
#include <async/async.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
using namespace std::chrono_literals;
extern char** environ;

async::task<int> run_tests() {
  int code = std::system("ctest --output-on-failure"); // expect: async-blocking-call
  if (std::system(nullptr) == 0) co_return -1;
  co_return code;
}

async::task<std::string> git_head() {
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen("git rev-parse HEAD", "r"), pclose); // expect: async-blocking-call
  char buffer[64] = {};
  if (!pipe || !fgets(buffer, sizeof buffer, pipe.get())) co_return "";
  co_return buffer;
}

async::task<int> run_linter(std::string path) {
  char program[] = "clang-tidy";
  char* arguments[] = {program, path.data(), nullptr};
  pid_t child = 0;
  if (posix_spawnp(&child, program, nullptr, nullptr, arguments, environ) != 0) co_return -1;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) co_await async::sleep_for(20ms);
  co_return WEXITSTATUS(status);
}

async::task<int> run_formatter() {
  pid_t child = fork();
  if (child == 0) _exit(execlp("clang-format", "clang-format", "-i", "a.cpp", nullptr));
  int status = 0;
  if (waitpid(child, &status, 0) < 0) co_return -1; // expect: async-blocking-call
  co_return status;
}

async::task<int> reap(int options) {
  int status = 0;
  int reaped = 0;
  while (waitpid(-1, &status, WNOHANG | WUNTRACED) > 0) ++reaped;
  ::wait(&status); // expect: async-blocking-call
  co_await async::yield();
  co_return reaped + options;
}
