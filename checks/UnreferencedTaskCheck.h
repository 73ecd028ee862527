//===--- UnreferencedTaskCheck.h - async-unreferenced-task ------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_UNREFERENCEDTASKCHECK_H
#define ASYNC_TIDY_UNREFERENCEDTASKCHECK_H

#include "AsyncCheck.h"
#include "analysis/BackgroundTasks.h"

namespace async_tidy {

/// Finds tasks that are started in the background and that nothing keeps a handle of, or whose error nothing will ever
/// see: when they fail, the program goes on as if the work had been done.
///
/// Counts as started: a spawn or detach of a library or of an in-house wrapper, and a call of a coroutine that runs at
/// once. A cast to void changes nothing: libraries with nodiscard futures make it compulsory. Does not ask whether a
/// stored handle is ever awaited, nor whether the group that keeps a task is joined. What counts as kept and as seen
/// stands in analysis/BackgroundTasks.h and analysis/ErrorHandling.h. Awaitables that were never started, and forgotten
/// locals, belong to async-dropped-awaitable.
///
/// For the user-facing documentation see docs/checks/unreferenced-task.md.
class UnreferencedTaskCheck : public AsyncCheck {
public:
  UnreferencedTaskCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
                        std::shared_ptr<UnitAnalysis> Unit);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void checkFunction(const FunctionBody &Body) override;
  void describeUnit() override;

private:
  bool isAllowed(const BackgroundTask &Task) const;
  void reportTask(const FunctionBody &Body, const BackgroundTask &Task);

  const std::vector<llvm::StringRef> AllowedTypes, AllowedCallees;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_UNREFERENCEDTASKCHECK_H
