//===--- AbandonedTasks.h - Tasks that an early exit leaves -----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Tasks that a coroutine starts one by one, keeps a handle of in a local, joins later, and may leave behind: on some
/// path the coroutine ends (it returns, throws, or an await throws) while the task has not been joined. Only tasks that
/// refer to the coroutine's frame count (FrameReferences.h): what owns all that it uses may well run on.
///
/// A start is a spawn of the models or of a wrapper that returns a handle, or a call of a coroutine that runs at once.
/// Joined is what was awaited, passed on, or asked for by any member that may change the handle; a loop over a
/// container of handles joins them all, unless the await in it throws at the first. A handle that is never joined, is
/// returned or is stored elsewhere is not looked at.
///
/// A single task whose handle cancels it is background work of its coroutine, which an error may well end: it counts
/// only when a return or \c throw of the coroutine itself leaves it.
///
/// Paths are those of Clang's control flow graph. Of exceptions, only those of awaits that are not known to be unable
/// to fail, and `throw`, are followed, to the handlers of this coroutine; plain calls are not taken to throw.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_ABANDONEDTASKS_H
#define ASYNC_TIDY_ANALYSIS_ABANDONEDTASKS_H

#include "analysis/Awaitables.h"
#include "analysis/FunctionBody.h"

namespace async_tidy {

class UnitAnalysis;

struct AbandonedTask {
  const clang::Expr *Start = nullptr;
  const clang::Expr *Task = nullptr;      ///< What was started; the start itself for a coroutine that runs at once.
  const clang::VarDecl *Handle = nullptr; ///< The local that has the handle, or the container of handles.
  const clang::ValueDecl *Uses = nullptr; ///< What of the frame it refers to.
  const clang::Stmt *Leaves = nullptr;    ///< The first await, `throw` or return that leaves it behind.
  bool Exits = false;                     ///< A return or `throw` of the coroutine leaves it behind.
  AwaitableKind Kind = AwaitableKind::Unknown; ///< Of the handle.
  const LibraryModel *Library = nullptr;
  llvm::StringRef Root;
};

/// The tasks of \p Body that can be left behind, in source order.
std::vector<AbandonedTask> abandonedTasks(UnitAnalysis &Unit, const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ABANDONEDTASKS_H
