//===--- AwaitInLoopCheck.h - async-await-in-loop ---------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_AWAITINLOOPCHECK_H
#define ASYNC_TIDY_AWAITINLOOPCHECK_H

#include "AsyncCheck.h"
#include "analysis/Independence.h"

namespace async_tidy {

/// Finds loops whose iterations await independent operations one after another, so that the loop takes the sum of the
/// waits instead of the longest.
///
/// Only loops with a proof are reported: no operation needs what another iteration changed or yielded, nothing awaited
/// decides whether the loop goes on, and no object orders the operations. How this is decided, and what is assumed,
/// stands in analysis/Independence.h. An await belongs to its innermost loop; a loop is reported once, at the first of
/// its operations.
///
/// For the user-facing documentation see docs/checks/await-in-loop.md.
class AwaitInLoopCheck : public AsyncCheck {
public:
  AwaitInLoopCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context, std::shared_ptr<UnitAnalysis> Unit);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void checkFunction(const FunctionBody &Body) override;
  void describeUnit() override;

private:
  void reportLoop(const FunctionBody &Body, const clang::Stmt *Loop, const IndependenceResult &Found);

  const bool ReportFailFastLoops, Debug;
  const unsigned Limit;
  const std::string ConcurrentTypes;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_AWAITINLOOPCHECK_H
