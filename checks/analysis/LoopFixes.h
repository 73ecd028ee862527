//===--- LoopFixes.h - Loops of awaits rewritten to a gather ----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Rewrites a range-for or counted loop with one await into three steps: make all tasks, await the library's gather,
/// and go through the results in the order of the loop, doing with each what the loop did. The gather is a bounded one
/// unless the number of iterations is a small constant.
///
/// Nothing is offered where it could mean something else: when a task would refer to something that ends with its
/// iteration, when code runs before the await, when tasks of the library run as soon as they are made, or when the
/// library has no gather that fits. Then the message says what to write.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_LOOPFIXES_H
#define ASYNC_TIDY_ANALYSIS_LOOPFIXES_H

#include "analysis/Independence.h"
#include "clang/Basic/Diagnostic.h"

namespace async_tidy {

struct LoopFix {
  llvm::SmallVector<clang::FixItHint, 2> Edits;
  llvm::SmallVector<std::string, 2> Includes; ///< Headers that the edits need.
  std::string Advice;                         ///< What the message says; empty when the edits speak for themselves.
};

/// \p Limit is how many tasks a bounded gather runs at a time, and the largest constant number of iterations that needs
/// no bound.
LoopFix gatherLoop(UnitAnalysis &Unit, const FunctionBody &Body, const clang::Stmt *Loop,
                   const IndependenceResult &Found, unsigned Limit);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOOPFIXES_H
