//===--- FanOuts.h - Many tasks at once -------------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the places in a function that run as many tasks at once as the data at run time says: a gather over a range,
/// or a spawn in a loop. How large a range may be is the business of RangeSizes.h.
///
/// Left alone is what something limits: a bounded gather, a small constant, the machine, a limit that the code holds
/// the size or a count against, a permit that the loop or the tasks themselves wait for, a lock that lets one of them
/// in. A task that is awaited in the iteration that starts it runs alone. A fixed number of equal tasks that each work
/// through a loop of their own are workers, and meant to be as many as they are.
///
/// A wrapper that is handed the range (as tasks, or as data with a callable that makes tasks of it) has no say in its
/// size: its callers are the place.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_FANOUTS_H
#define ASYNC_TIDY_ANALYSIS_FANOUTS_H

#include "analysis/RangeSizes.h"
#include "analysis/Roles.h"

namespace async_tidy {

class UnitAnalysis;

struct FanOut {
  const clang::Expr *Start = nullptr;    ///< The gather or the spawn.
  const clang::Expr *Children = nullptr; ///< The range of a gather.
  Found<GatherEntry> Gather;             ///< Without an entry for a spawn.
  Found<SpawnEntry> Spawn;
  const clang::Expr *Task = nullptr; ///< What is started; null when it is not written there.
  RangeSize Size;
  const clang::Stmt *Loop = nullptr; ///< The loop that spawns, or that fills the range.
  /// Functions in other files that are called for each: when one of them limits itself, this is no fan-out.
  llvm::SmallVector<const clang::FunctionDecl *, 2> Unless;
};

/// \p Limit is the largest constant that counts as small.
std::vector<FanOut> fanOuts(UnitAnalysis &Unit, const FunctionBody &Body, unsigned Limit);

/// Tells the program which functions of the unit limit themselves.
void describeLimits(UnitAnalysis &Unit);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FANOUTS_H
