//===--- BackgroundTasks.h - Tasks that nobody waits for --------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The places in a function that start a task and leave it alone: nothing keeps its handle, or nothing will ever see
/// its error. A start is a spawn or a detach of the library models or of an in-house wrapper, or a coroutine that runs
/// when it is called.
///
/// Not listed: a handle that is stored, returned, passed on, awaited or joined; what a group, a gate or a scope keeps;
/// a task that deals with its own errors (ErrorHandling.h); an error handler that looks at the error; a spawn in a
/// plain function that then runs the loop. Where a wrapper hands a task on and loses it, the wrapper's body is the
/// place. With a program to ask (ProgramFacts.h), a wrapper or a task in another file counts as what it is there: the
/// task then has a condition.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_BACKGROUNDTASKS_H
#define ASYNC_TIDY_ANALYSIS_BACKGROUNDTASKS_H

#include "analysis/Awaitables.h"
#include "analysis/ErrorHandling.h"
#include "analysis/FunctionBody.h"
#include "analysis/Roles.h"
#include "program/Proposition.h"

namespace async_tidy {

class UnitAnalysis;

struct BackgroundTask {
  enum class Problem {
    ErrorLost,     ///< The way it is started throws its error away.
    ErrorIgnored,  ///< The handler that is given the error does not look at it.
    HandleDropped, ///< The spawn returns a handle, and nobody takes it.
    HandleDies,    ///< A local has the handle, and its end stops the task.
    Detached,      ///< The handle was let go.
    Thread,        ///< A thread was let go in a coroutine.
    Called,        ///< A coroutine that runs at once was called like a function.
    FireAndForget, ///< The same, of a type that has no handle by design.
  };
  Problem What = Problem::ErrorLost;
  const clang::Expr *Start = nullptr; ///< The spawn, the detach or the call of the coroutine.
  const clang::Expr *Task = nullptr;  ///< What is started; null when that is inside of a wrapper.
  const clang::Expr *Handler =
      nullptr; ///< The token or handler that loses the error, when the error is all that is lost.
  AwaitableKind Kind = AwaitableKind::Unknown; ///< Of the handle.
  const LibraryModel *Library = nullptr;
  llvm::StringRef Root;
  ErrorPath Errors;
  Condition When; ///< What other files have to say of the starter and the task; empty when nothing.
};

std::vector<BackgroundTask> unreferencedTasks(UnitAnalysis &Unit, const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BACKGROUNDTASKS_H
