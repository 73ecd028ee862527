//===--- Workers.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Workers.h"
#include "clang/Basic/Stack.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;
using Clock = std::chrono::steady_clock;

namespace async_tidy::driver {
namespace {

/// How a worker ends when it gets no more memory.
constexpr int OutOfMemory = 77;

struct Worker {
  WorkerTask *Task = nullptr;
  pid_t Process = 0;
  int Output = -1;
  Clock::time_point Deadline;
  bool TimedOut = false;
  std::string Result;
};

[[noreturn]] void endWithoutMemory() { _exit(OutOfMemory); }

void prepareWorker(const WorkerLimits &Limits) {
  prctl(PR_SET_PDEATHSIG, SIGKILL); // When the driver is killed, nobody reads the result.
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
  if (Limits.Megabytes) {
    rlim_t Bytes = Limits.Megabytes << 20;
    rlimit Limit = {Bytes, Bytes};
    setrlimit(RLIMIT_DATA, &Limit);
  }
  rlimit NoCore = {0, 0};
  setrlimit(RLIMIT_CORE, &NoCore);
  std::set_new_handler(endWithoutMemory);
  install_bad_alloc_error_handler([](void *, const char *, bool) { endWithoutMemory(); });
  // What Clang says of a crash is of no use to somebody who waits for other files as well.
  int Nowhere = open("/dev/null", O_WRONLY);
  dup2(Nowhere, STDERR_FILENO);
  dup2(Nowhere, STDOUT_FILENO);
  clang::noteBottomOfStack();
}

bool writeAll(int File, StringRef Text) {
  while (!Text.empty()) {
    ssize_t Written = write(File, Text.data(), Text.size());
    if (Written < 0 && errno != EINTR)
      return false;
    Text = Text.drop_front(std::max<ssize_t>(Written, 0));
  }
  return true;
}

std::string problemOf(const Worker &W, int Status, const WorkerLimits &Limits) {
  if (W.TimedOut)
    return formatv("not finished after {0} s (--timeout)", Limits.Time.count()).str();
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == OutOfMemory)
    return formatv("needs more than {0} MB of memory (--memory-limit)", Limits.Megabytes).str();
  if (WIFSIGNALED(Status))
    return formatv("the analysis crashed: {0}", strsignal(WTERMSIG(Status))).str();
  if (!WIFEXITED(Status) || WEXITSTATUS(Status) != 0)
    return formatv("the analysis ended with code {0}", WEXITSTATUS(Status)).str();
  return {};
}

class Pool {
public:
  Pool(const WorkerLimits &Limits) : Limits(Limits) {}

  ~Pool() {
    for (Worker &W : Running)
      kill(W.Process, SIGKILL);
  }

  size_t size() const { return Running.size(); }

  void start(WorkerTask &Task) {
    int Pipe[2];
    if (pipe2(Pipe, O_CLOEXEC) != 0)
      return Task.Done("", formatv("cannot be started: {0}", strerror(errno)).str());
    pid_t Process = fork();
    if (Process == 0) {
      prepareWorker(Limits);
      bool Sent = writeAll(Pipe[1], Task.Run());
      _exit(Sent ? 0 : 1); // Gives everything back at once, without a destructor.
    }
    close(Pipe[1]);
    if (Process < 0) {
      close(Pipe[0]);
      return Task.Done("", formatv("cannot be started: {0}", strerror(errno)).str());
    }
    Worker &W = Running.emplace_back();
    W.Task = &Task;
    W.Process = Process;
    W.Output = Pipe[0];
    W.Deadline = Clock::now() + Limits.Time;
  }

  /// Waits for a short time, and takes in what the workers have sent.
  void wait() {
    std::vector<pollfd> Polled;
    Polled.reserve(Running.size());
    for (const Worker &W : Running)
      Polled.push_back({W.Output, POLLIN, 0});
    poll(Polled.data(), Polled.size(), /*milliseconds=*/200);
    for (size_t I = Polled.size(); I-- > 0;) {
      if (Clock::now() > Running[I].Deadline && !Running[I].TimedOut) {
        Running[I].TimedOut = true;
        kill(Running[I].Process, SIGKILL);
      }
      if (Polled[I].revents && isAtEnd(Running[I]))
        finish(I);
    }
  }

  std::vector<StringRef> names() const {
    std::vector<StringRef> Names;
    Names.reserve(Running.size());
    for (const Worker &W : Running)
      Names.push_back(W.Task->Name);
    return Names;
  }

private:
  bool isAtEnd(Worker &W) {
    char Buffer[1 << 16];
    ssize_t Got = read(W.Output, Buffer, sizeof(Buffer));
    if (Got > 0)
      W.Result.append(Buffer, Got);
    return Got == 0 || (Got < 0 && errno != EINTR && errno != EAGAIN);
  }

  void finish(size_t Index) {
    Worker W = std::move(Running[Index]);
    Running.erase(Running.begin() + ptrdiff_t(Index));
    close(W.Output);
    int Status = 0;
    while (waitpid(W.Process, &Status, 0) < 0 && errno == EINTR)
      ;
    std::string Problem = problemOf(W, Status, Limits);
    W.Task->Done(Problem.empty() ? std::move(W.Result) : std::string(), Problem);
  }

  const WorkerLimits &Limits;
  std::vector<Worker> Running;
};

} // namespace

void runInWorkers(std::vector<WorkerTask> Tasks, const WorkerLimits &Limits,
                  function_ref<void(ArrayRef<StringRef>)> Tick) {
  Pool Workers(Limits);
  size_t Next = 0;
  while (Next != Tasks.size() || Workers.size() != 0) {
    while (Next != Tasks.size() && Workers.size() < std::max(Limits.Jobs, 1u))
      Workers.start(Tasks[Next++]);
    Tick(Workers.names());
    Workers.wait();
  }
}

} // namespace async_tidy::driver
