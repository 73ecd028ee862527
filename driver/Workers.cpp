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
#include <deque>
#include <fcntl.h>
#include <new>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;
using Clock = std::chrono::steady_clock;

namespace async_tidy::driver {
namespace {

/// How a worker ends when it gets no more memory.
constexpr int OutOfMemory = 77;

/// Where this process, when it is a worker, writes to.
int ToDriver = -1;

struct Worker {
  size_t Task = 0;
  pid_t Process = 0;
  int Output = -1;
  Clock::time_point Deadline;
  bool IsCopy = false; ///< Of a worker that did what is common.
  bool TimedOut = false;
  std::string Result;
};

/// A task that does what others have in common.
struct CommonWork {
  enum { NotYet, Running, Done, Ended } State = NotYet;
  unsigned Users = 0; ///< Tasks that go on from it and have not begun.
  pid_t Process = 0;
  int Socket = -1;
};

[[noreturn]] void endWithoutMemory() { _exit(OutOfMemory); }

/// When the driver is killed, nobody reads the result.
void endWithDriver() { prctl(PR_SET_PDEATHSIG, SIGKILL); }

void prepareWorker(const WorkerLimits &Limits) {
  endWithDriver();
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

/// Sends a number, and a file with it when there is one.
bool sendNumber(int Socket, uint64_t Number, int File = -1) {
  iovec Content = {&Number, sizeof(Number)};
  alignas(cmsghdr) char Space[CMSG_SPACE(sizeof(int))] = {};
  msghdr Message = {};
  Message.msg_iov = &Content;
  Message.msg_iovlen = 1;
  if (File >= 0) {
    Message.msg_control = Space;
    Message.msg_controllen = sizeof(Space);
    cmsghdr *Header = CMSG_FIRSTHDR(&Message);
    Header->cmsg_level = SOL_SOCKET;
    Header->cmsg_type = SCM_RIGHTS;
    Header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(Header), &File, sizeof(int));
  }
  return sendmsg(Socket, &Message, MSG_NOSIGNAL) == sizeof(Number);
}

/// Nothing when the other side has ended. \p File gets what came with the number.
std::optional<uint64_t> receiveNumber(int Socket, int *File = nullptr) {
  uint64_t Number;
  iovec Content = {&Number, sizeof(Number)};
  alignas(cmsghdr) char Space[CMSG_SPACE(sizeof(int))];
  msghdr Message = {};
  Message.msg_iov = &Content;
  Message.msg_iovlen = 1;
  Message.msg_control = Space;
  Message.msg_controllen = sizeof(Space);
  ssize_t Got;
  do
    Got = recvmsg(Socket, &Message, MSG_CMSG_CLOEXEC);
  while (Got < 0 && errno == EINTR);
  if (Got != sizeof(Number))
    return std::nullopt;
  cmsghdr *Header = CMSG_FIRSTHDR(&Message);
  if (File && Header && Header->cmsg_type == SCM_RIGHTS)
    memcpy(File, CMSG_DATA(Header), sizeof(int));
  return Number;
}

/// A copy of this process whose parent is that of this process.
pid_t forkSibling() { return pid_t(syscall(SYS_clone, CLONE_PARENT | SIGCHLD, nullptr, nullptr, nullptr, nullptr)); }

int waitFor(pid_t Process) {
  int Status = 0;
  while (waitpid(Process, &Status, 0) < 0 && errno == EINTR)
    ;
  return Status;
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
  Pool(std::vector<WorkerTask> All, const WorkerLimits &Limits)
      : Tasks(std::move(All)), Limits(Limits), Commons(Tasks.size()) {
    for (auto [Index, Task] : enumerate(Tasks)) {
      Queue.push_back(Index);
      if (Task.Common)
        ++Commons[*Task.Common].Users;
    }
  }

  ~Pool() {
    for (Worker &W : Running)
      kill(W.Process, SIGKILL);
  }

  bool isDone() const { return Queue.empty() && Running.empty(); }

  /// Begins what can begin.
  void fill() {
    while (Running.size() < std::max(Limits.Jobs, 1u)) {
      auto Next = find_if(Queue, [&](size_t Index) { return canBegin(Tasks[Index]); });
      if (Next == Queue.end())
        return;
      size_t Index = *Next;
      Queue.erase(Next);
      begin(Index);
    }
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
      if (!Polled[I].revents)
        continue;
      if (Tasks[Running[I].Task].isCommon())
        finishCommon(I);
      else if (isAtEnd(Running[I]))
        finish(I);
    }
  }

  std::vector<StringRef> names() const {
    std::vector<StringRef> Names;
    Names.reserve(Running.size());
    for (const Worker &W : Running)
      Names.push_back(Tasks[W.Task].Name);
    return Names;
  }

private:
  bool canBegin(const WorkerTask &Task) const {
    return !Task.Common || Commons[*Task.Common].State == CommonWork::Done ||
           Commons[*Task.Common].State == CommonWork::Ended;
  }

  void begin(size_t Index) {
    WorkerTask &Task = Tasks[Index];
    int Ends[2];
    int Failed = Task.isCommon() ? socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, Ends) : pipe2(Ends, O_CLOEXEC);
    if (Failed)
      return end(Index, {}, formatv("cannot be started: {0}", strerror(errno)).str());
    Worker W;
    W.Task = Index;
    W.Output = Ends[0];
    W.Deadline = Clock::now() + Limits.Time;
    W.IsCopy = Task.Common.has_value();
    // A task that goes on from a common one begins in a copy of its worker.
    W.Process = W.IsCopy ? copyFor(Commons[*Task.Common], Index, Ends[1]) : forkFor(Task, Ends[1]);
    int Error = errno;
    close(Ends[1]);
    if (W.Process > 0) {
      if (Task.isCommon())
        Commons[Index].State = CommonWork::Running;
      Running.push_back(std::move(W));
      return;
    }
    close(Ends[0]);
    if (W.IsCopy)
      return beginAlone(Index);
    end(Index, {}, formatv("cannot be started: {0}", strerror(Error)).str());
  }

  pid_t forkFor(const WorkerTask &Task, int Output) {
    pid_t Process = fork();
    if (Process != 0)
      return Process;
    ToDriver = Output;
    prepareWorker(Limits);
    std::string Made = Task.Run();
    // What is common ends here only when it cannot be done, and Run may have gone on in a copy.
    _exit(writeAll(ToDriver, Made) ? 0 : 1); // Gives everything back at once, without a destructor.
  }

  /// The process that goes on with a task; negative when the worker has ended.
  pid_t copyFor(CommonWork &Common, size_t Index, int Output) {
    std::optional<uint64_t> Process;
    if (Common.State == CommonWork::Done && sendNumber(Common.Socket, Index, Output))
      Process = receiveNumber(Common.Socket);
    if (--Common.Users == 0)
      end(Common);
    return Process ? pid_t(*Process) : -1;
  }

  /// The task cannot go on from a common one. If it is common to others itself, neither can they.
  void beginAlone(size_t Index) {
    Tasks[Index].Common.reset();
    if (Tasks[Index].isCommon())
      Commons[Index].State = CommonWork::Ended;
    else
      Queue.push_front(Index);
  }

  bool isAtEnd(Worker &W) {
    char Buffer[1 << 16];
    ssize_t Got = read(W.Output, Buffer, sizeof(Buffer));
    if (Got > 0)
      W.Result.append(Buffer, Got);
    return Got == 0 || (Got < 0 && errno != EINTR && errno != EAGAIN);
  }

  void finish(size_t Position) {
    Worker W = take(Position);
    close(W.Output);
    int Status = waitFor(W.Process);
    std::string Problem = problemOf(W, Status, Limits);
    bool WithinLimits = !W.TimedOut && !(WIFEXITED(Status) && WEXITSTATUS(Status) == OutOfMemory);
    if (!Problem.empty() && W.IsCopy && WithinLimits)
      return beginAlone(W.Task);
    end(W.Task, Problem.empty() ? std::move(W.Result) : std::string(), Problem);
  }

  /// A common task says that others can go on from it, or ends.
  void finishCommon(size_t Position) {
    Worker W = take(Position);
    if (!receiveNumber(W.Output)) {
      close(W.Output);
      waitFor(W.Process);
      Commons[W.Task].State = CommonWork::Ended;
      return;
    }
    Commons[W.Task].State = CommonWork::Done;
    Commons[W.Task].Process = W.Process;
    Commons[W.Task].Socket = W.Output;
  }

  Worker take(size_t Position) {
    Worker W = std::move(Running[Position]);
    Running.erase(Running.begin() + ptrdiff_t(Position));
    return W;
  }

  void end(size_t Index, std::string Result, std::string Problem) {
    if (Tasks[Index].isCommon())
      Commons[Index].State = CommonWork::Ended;
    else
      Tasks[Index].Done(std::move(Result), std::move(Problem));
  }

  void end(CommonWork &Common) {
    if (Common.State == CommonWork::Done) {
      kill(Common.Process, SIGKILL); // It waits for what will not come.
      waitFor(Common.Process);
      close(Common.Socket);
    }
    Common.State = CommonWork::Ended;
  }

  std::vector<WorkerTask> Tasks;
  const WorkerLimits &Limits;
  std::deque<size_t> Queue;
  std::vector<Worker> Running;
  std::vector<CommonWork> Commons; ///< By task.
};

} // namespace

void runInWorkers(std::vector<WorkerTask> Tasks, const WorkerLimits &Limits,
                  function_ref<void(ArrayRef<StringRef>)> Tick) {
  Pool Workers(std::move(Tasks), Limits);
  while (!Workers.isDone()) {
    Workers.fill();
    Tick(Workers.names());
    Workers.wait();
  }
}

size_t continueAsTask() {
  (void)sendNumber(ToDriver, 0);
  while (true) {
    int Output = -1;
    std::optional<uint64_t> Task = receiveNumber(ToDriver, &Output);
    if (!Task)
      _exit(0);
    pid_t Process = forkSibling();
    if (Process == 0) {
      endWithDriver();
      close(ToDriver);
      ToDriver = Output;
      return size_t(*Task);
    }
    close(Output);
    (void)sendNumber(ToDriver, uint64_t(int64_t(Process)));
  }
}

void leaveCommonWork() { _exit(1); }

} // namespace async_tidy::driver
