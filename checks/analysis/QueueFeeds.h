//===--- QueueFeeds.h - Queues without a capacity, and who fills them -----===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the queues that a function feeds again and again although they have no capacity. A queue is one of a library
/// model, or a class of this unit that works like one: a member appends what it is given to a sequence without asking
/// for its size or waiting, and another one hands out what an awaitable yields.
///
/// From the send the queue is followed through members, references, captures and parameters to where it is made, which
/// says whether it has a capacity. A capacity that is only known at run time is one; the greatest number of its type
/// is none.
///
/// It is fed again and again by a send in a loop, in a function that is called in one, or in a callback that hands on
/// what it is given. Not by a number of sends that is a constant, and not where the code waits for a place first: it
/// awaits a permit, or compares the size of the queue or a count with a limit.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_QUEUEFEEDS_H
#define ASYNC_TIDY_ANALYSIS_QUEUEFEEDS_H

#include "analysis/RangeSizes.h"
#include "analysis/Roles.h"

namespace async_tidy {

class UnitAnalysis;

struct UnboundedQueue {
  const clang::ValueDecl *Named = nullptr; ///< The variable or member that has the queue; null when nothing does.
  const clang::Expr *Made = nullptr;       ///< Its construction; null for a member that is made by default.
  const clang::Expr *Limitless = nullptr;  ///< A capacity that is none.
  const clang::Expr *Send = nullptr;       ///< What feeds it.
  const clang::Stmt *Loop = nullptr;       ///< The loop that repeats the send; null for a callback.
  Found<QueueEntry> Queue;                 ///< Without an entry for a class of this unit.
  bool ByPointer = false;                  ///< Made somewhere else than where it is declared.
};

std::vector<UnboundedQueue> fedWithoutLimit(UnitAnalysis &Unit, const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_QUEUEFEEDS_H
