//===--- UnboundedQueueCheck.h - async-unbounded-queue ----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_UNBOUNDEDQUEUECHECK_H
#define ASYNC_TIDY_UNBOUNDEDQUEUECHECK_H

#include "AsyncCheck.h"
#include "analysis/QueueFeeds.h"

namespace async_tidy {

/// Finds queues between coroutines that are made without a capacity and fed from a loop or a stream: a producer that
/// outruns its consumer then grows memory without a limit.
///
/// Counts as fed: a send in a loop, in a function that is called in one, or in a callback that hands on what it is
/// given. Where a queue comes from, what limits it otherwise, and which classes of the project are queues, stands in
/// analysis/QueueFeeds.h. A number of sends that is a constant is left alone; a capacity known only at run time counts
/// as a capacity.
///
/// For the user-facing documentation see docs/checks/unbounded-queue.md.
class UnboundedQueueCheck : public AsyncCheck {
public:
  UnboundedQueueCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context, std::shared_ptr<UnitAnalysis> Unit);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void checkFunction(const FunctionBody &Body) override;

private:
  std::optional<clang::FixItHint> capacityFix(const UnboundedQueue &Found);

  const unsigned Capacity;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_UNBOUNDEDQUEUECHECK_H
