//===--- TimeoutLadderCheck.h - async-timeout-ladder ------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_TIMEOUTLADDERCHECK_H
#define ASYNC_TIDY_TIMEOUTLADDERCHECK_H

#include "AsyncCheck.h"
#include "analysis/TimedWork.h"

namespace async_tidy {

/// Flags deadlines that are shorter than what the deadlines below them allow: the outer one strikes while the inner
/// ones still have time, so that retries, later steps or the handling of the inner error never come to pass.
///
/// Counts as one: a timeout or a race with a timer whose length is a constant, around work whose own constant deadlines
/// and pauses add up to more (see TimedWork.h). Pauses alone contradict nothing, and equal deadlines are fine.
///
/// Deliberate limits: what is not known at compile time takes no time; a deadline of unknown length is none; what a
/// caller gives to a function in another file counts in products alone (program/WorkTime.h).
///
/// For the user-facing documentation see docs/checks/timeout-ladder.md.
class TimeoutLadderCheck : public AsyncCheck {
public:
  TimeoutLadderCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context, std::shared_ptr<UnitAnalysis> Unit);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void checkFunction(const FunctionBody &Body) override;
  void describeUnit() override;

private:
  void reportLadder(const FunctionBody &Body, const DeadlineSite &Site);
  void reportRange(const DeadlineSite &Site);

  const bool CheckRanges;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_TIMEOUTLADDERCHECK_H
