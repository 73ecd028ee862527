//===--- MissingTimeoutCheck.h - async-missing-timeout ----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_MISSINGTIMEOUTCHECK_H
#define ASYNC_TIDY_MISSINGTIMEOUTCHECK_H

#include "AsyncCheck.h"
#include "analysis/Deadlines.h"

namespace async_tidy {

/// Flags awaits on I/O that nothing bounds: when the peer falls silent, the coroutine waits for ever, and with it
/// everybody who awaits it.
///
/// What needs a bound are the I/O operations of the library models. What counts as one: a timeout or a race with a
/// timer around the wait, a completion token or an argument with a deadline, a deadline on the object that holds on
/// every path, a watchdog that closes the object, or any of these in every caller of the unit. One finding per
/// coroutine, in the one that owns the object of the operation.
///
/// Deliberate limits: operations that a model does not know are silent, and so is what a function without a body does
/// with an awaitable and a time. Waiting for the next client, for timers, locks, queues and groups needs no deadline.
///
/// For the user-facing documentation see docs/checks/missing-timeout.md.
class MissingTimeoutCheck : public AsyncCheck {
public:
  MissingTimeoutCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context, std::shared_ptr<UnitAnalysis> Unit);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void checkFunction(const FunctionBody &Body) override;
  void describeUnit() override;

private:
  struct Remedy {
    llvm::SmallVector<clang::FixItHint, 2> Edits;
    llvm::SmallVector<std::string, 2> Includes;
    std::string Advice;
  };

  Report reportOf(const FunctionBody &Body, const UnboundedWait &Wait);
  Remedy remedy(const FunctionBody &Body, const UnboundedWait &Wait);
  bool addDeadlineArgument(const UnboundedWait &Wait, Remedy &Into);
  bool isTestFile(const FunctionBody &Body);

  const bool SkipTests;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MISSINGTIMEOUTCHECK_H
