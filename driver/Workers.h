//===--- Workers.h - Units in processes of their own ------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs each unit in a process that is forked for it: no unit can hurt another, memory is given back at once, and a
/// limit is enforced by ending the process. A fork costs a few milliseconds, much less than to start Clang.
///
/// What several units have in common is done once, in a worker that then stays where it is: each of these units goes on
/// in a copy of that process. The copies are children of the driver, not of the worker they are copied from, so that
/// one place starts, limits and reaps all.
///
/// This program must have one thread only.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_WORKERS_H
#define ASYNC_TIDY_DRIVER_WORKERS_H

#include "UnitRecord.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <chrono>
#include <vector>

namespace async_tidy::driver {

struct WorkerLimits {
  unsigned Jobs = 1;
  std::chrono::seconds Time{600};
  uint64_t Megabytes = 0; ///< 0: no limit.
};

/// One piece of work: what to run in the worker, and its name for progress.
struct WorkerTask {
  std::string Name;
  /// Makes the serialised record; runs in the worker.
  std::function<std::string()> Run;
  /// Receives what Run made, or why there is nothing; runs here. The text is empty when there is nothing. A task
  /// without it does what others have in common, and calls continueAsTask where these go on.
  std::function<void(std::string Result, std::string Problem)> Done;
  /// The task, earlier in the list, that does what this one has in common with others. Run is then called only if that
  /// one fails, or if the copy of it that this one is ends without a result and within its limits.
  std::optional<size_t> Common;

  bool isCommon() const { return !Done; }
};

/// Runs \p Tasks in their order, a few at a time. \p Tick is called a few times a second, and whenever one begins or
/// ends, with the names of those that run.
void runInWorkers(std::vector<WorkerTask> Tasks, const WorkerLimits &Limits,
                  llvm::function_ref<void(llvm::ArrayRef<llvm::StringRef> Running)> Tick);

/// To be called in a worker when what others have in common is done. Returns in a copy of the process for each task
/// that goes on from there, with the place of that task in the list; never in the worker that calls it.
size_t continueAsTask();

/// Ends the worker, which cannot go on from what it has in common with others: its task is run from its beginning.
[[noreturn]] void leaveCommonWork();

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_WORKERS_H
