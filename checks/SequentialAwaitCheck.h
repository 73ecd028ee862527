//===--- SequentialAwaitCheck.h - async-sequential-await --------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_SEQUENTIALAWAITCHECK_H
#define ASYNC_TIDY_SEQUENTIALAWAITCHECK_H

#include "AsyncCheck.h"
#include "analysis/Independence.h"

namespace async_tidy {

/// Finds operations that are awaited one after another in straight-line code although neither needs the other, so that
/// they take the sum of their times instead of the longest.
///
/// Only awaits that are both known to reach I/O count: a callee that is only declared may do anything. Independence is
/// that of loops; what else keeps a pair silent stands at Independence::inARow. Each await that could have been started
/// with those before it is reported.
///
/// For the user-facing documentation see docs/checks/sequential-await.md.
class SequentialAwaitCheck : public AsyncCheck {
public:
  SequentialAwaitCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
                       std::shared_ptr<UnitAnalysis> Unit);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void checkFunction(const FunctionBody &Body) override;
  void describeUnit() override;

private:
  void reportRow(const FunctionBody &Body, const AwaitsInARow &Row);

  const std::string ConcurrentTypes;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_SEQUENTIALAWAITCHECK_H
