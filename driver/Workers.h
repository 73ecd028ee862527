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

/// One unit of work: what to run in the worker, and its name for progress.
struct WorkerTask {
  std::string Name;
  /// Makes the serialised record; runs in the worker.
  std::function<std::string()> Run;
  /// Receives what Run made, or why there is nothing; runs here. The text is empty when there is nothing.
  std::function<void(std::string Result, std::string Problem)> Done;
};

/// Runs \p Tasks in their order, a few at a time. \p Tick is called a few times a second, and whenever one begins or
/// ends, with the names of those that run.
void runInWorkers(std::vector<WorkerTask> Tasks, const WorkerLimits &Limits,
                  llvm::function_ref<void(llvm::ArrayRef<llvm::StringRef> Running)> Tick);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_WORKERS_H
