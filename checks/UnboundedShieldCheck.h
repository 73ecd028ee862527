//===--- UnboundedShieldCheck.h - async-unbounded-shield --------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_UNBOUNDEDSHIELDCHECK_H
#define ASYNC_TIDY_UNBOUNDEDSHIELDCHECK_H

#include "AsyncCheck.h"
#include "analysis/TimedWork.h"

namespace async_tidy {

/// Flags shields around work that has no deadline of its own: the run was cancelled and cannot end.
///
/// Counts as one: shielded work with an await that nothing ends in time, with rounds that nothing counts, or that may
/// take minutes by its own deadlines. A deadline around the shield is none: it is cancellation, and kept away.
///
/// Deliberate limits: a coroutine of which nobody has the body has no deadline; locks, hops and questions to the
/// coroutine itself are left alone.
///
/// For the user-facing documentation see docs/checks/unbounded-shield.md.
class UnboundedShieldCheck : public AsyncCheck {
public:
  UnboundedShieldCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
                       std::shared_ptr<UnitAnalysis> Unit);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void checkFunction(const FunctionBody &Body) override;
  void describeUnit() override;

private:
  void reportSite(const FunctionBody &Body, const ShieldSite &Site);

  const unsigned LongestSeconds;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_UNBOUNDEDSHIELDCHECK_H
