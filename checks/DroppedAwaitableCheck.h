//===--- DroppedAwaitableCheck.h - async-dropped-awaitable ------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DROPPEDAWAITABLECHECK_H
#define ASYNC_TIDY_DROPPEDAWAITABLECHECK_H

#include "AsyncCheck.h"
#include "analysis/Drops.h"

namespace async_tidy {

/// Finds awaitables that are made and never awaited, so that their work never runs (lazy) or its result and error
/// vanish (eager).
///
/// Counts as dropped: a temporary in a place where nobody takes its value; a local, a structured binding, a member or a
/// container of awaitables that nothing reads after it was filled. What is passed on, stored, returned or captured is
/// not followed any further. An eager coroutine as a statement and the handle of a spawn are tasks in the background
/// and belong to async-unreferenced-task.
///
/// For the user-facing documentation see docs/checks/dropped-awaitable.md.
class DroppedAwaitableCheck : public AsyncCheck {
public:
  DroppedAwaitableCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
                        std::shared_ptr<UnitAnalysis> Unit);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;
  void checkFunction(const FunctionBody &Body) override;
  void describeUnit() override;

private:
  /// Reports \p Found, in \p Body (null for a member with an initialiser in its class).
  void say(const Drop &Found, const FunctionBody *Body);
  std::string message(const Drop &Found);
  std::string advice(const Drop &Found, const FunctionBody &Body);

  const DropPolicy Allowed;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_DROPPEDAWAITABLECHECK_H
