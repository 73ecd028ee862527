//===--- TaskFixes.h - Other places for a task than an await ----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The usual way to mend a task that nobody awaits is to await it. The author may have meant it to run beside this
/// coroutine; then it belongs in a group that is in reach (a local, a parameter, a member), or in the background with a
/// handler that reports its error. Both are written in the words of the task's library: its fixes `keep` and `detach`.
///
/// A task that leaves the coroutine must not refer to it: nothing is offered unless each argument is taken by value, or
/// belongs to the object or to the program.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_TASKFIXES_H
#define ASYNC_TIDY_ANALYSIS_TASKFIXES_H

#include "analysis/Awaitables.h"
#include "analysis/Fixes.h"

namespace async_tidy {

class UnitAnalysis;

/// For the statement \p Made, which makes an awaitable described by \p Info and drops it.
llvm::SmallVector<Repair, 2> otherPlaces(UnitAnalysis &Unit, const FunctionBody &Body, const clang::Expr *Made,
                                         const Awaitable &Info);

/// Awaits \p Task here instead of starting it with \p Start; none where that cannot be written.
std::optional<Repair> awaitInstead(UnitAnalysis &Unit, const FunctionBody &Body, const clang::Expr *Start,
                                   const clang::Expr *Task, llvm::StringRef Name);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKFIXES_H
