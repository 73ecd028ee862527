//===--- FailFastGatherCheck.h - async-fail-fast-gather ---------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_FAILFASTGATHERCHECK_H
#define ASYNC_TIDY_FAILFASTGATHERCHECK_H

#include "AsyncCheck.h"
#include "analysis/GatherUse.h"

namespace async_tidy {

/// Finds calls that are dispatched together in a gather which the first failure ends, although each result is used for
/// itself: one tool that fails then throws away what all the others found.
///
/// What counts as used one by one, which children cannot fail, and when a failure makes the rest pointless stands in
/// analysis/GatherUse.h. Does not look at results that the function hands on: its callers may want all or nothing.
///
/// For the user-facing documentation see docs/checks/fail-fast-gather.md.
class FailFastGatherCheck : public AsyncCheck {
public:
  FailFastGatherCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context, std::shared_ptr<UnitAnalysis> Unit);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void checkFunction(const FunctionBody &Body) override;

private:
  bool isAllowed(const FragileGather &Gather) const;
  std::string advice(const FragileGather &Gather, const FunctionBody &Body);

  const std::vector<llvm::StringRef> AllowedCallees;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_FAILFASTGATHERCHECK_H
