//===--- UnboundedFanoutCheck.h - async-unbounded-fanout --------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_UNBOUNDEDFANOUTCHECK_H
#define ASYNC_TIDY_UNBOUNDEDFANOUTCHECK_H

#include "AsyncCheck.h"
#include "analysis/FanOuts.h"

namespace async_tidy {

/// Finds gathers over a range, and spawns in a loop, that run as many tasks at once as the data at run time says: ten
/// in the test, ten thousand in production, each with its connection and its memory.
///
/// What is large, what limits it, and why a wrapper passes the question on to its callers, stands in
/// analysis/FanOuts.h; how the size of a range is found, in analysis/RangeSizes.h. Constants up to the option Limit are
/// small.
///
/// For the user-facing documentation see docs/checks/unbounded-fanout.md.
class UnboundedFanoutCheck : public AsyncCheck {
public:
  UnboundedFanoutCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
                       std::shared_ptr<UnitAnalysis> Unit);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void checkFunction(const FunctionBody &Body) override;
  void describeUnit() override;

private:
  bool boundedForm(const FanOut &Found, const FunctionBody &Body, llvm::SmallVectorImpl<clang::FixItHint> &Edits);
  std::string advice(const FanOut &Found, const FunctionBody &Body);

  const unsigned Limit;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_UNBOUNDEDFANOUTCHECK_H
