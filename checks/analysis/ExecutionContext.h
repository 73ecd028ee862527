//===--- ExecutionContext.h - Which thread a coroutine is on ----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Where a coroutine runs at each of its expressions: on the event loop, where blocking stops everybody else, or on a
/// thread that may block. A coroutine begins on the loop unless every known place that starts it names a pool, or a
/// loop that the class owns and runs on a thread of its own. After that only the hops of the library models move it;
/// the state flows through Clang's control flow graph, and where paths with different states meet, the loop wins.
///
/// A hop to an executor whose kind is not known makes the state unknown, which nobody reports. Awaiting a coroutine of
/// this unit that hops leaves the caller where that coroutine ended.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_EXECUTIONCONTEXT_H
#define ASYNC_TIDY_ANALYSIS_EXECUTIONCONTEXT_H

#include "analysis/FunctionBody.h"
#include "analysis/Roles.h"
#include "llvm/ADT/DenseMap.h"

namespace async_tidy {

class UnitAnalysis;

/// Ordered so that the maximum of two is what holds where their paths meet.
enum class Thread { Unreached, Pool, Unknown, Loop };

class ExecutionContexts {
public:
  explicit ExecutionContexts(UnitAnalysis &Unit) : Unit(Unit) {}

  /// Where \p Body runs when \p S, a node of it, is evaluated.
  Thread at(const FunctionBody &Body, const clang::Stmt *S);

  /// Where the work of an executor runs, from its type or the call that returns it.
  Thread ofExecutor(const clang::Expr *Executor, const FunctionBody *In);

private:
  struct Flow {
    Thread Exit = Thread::Loop;
    bool Hops = false;
    llvm::DenseMap<const clang::Stmt *, Thread> At;
  };

  Thread entry(const FunctionBody &Body);
  Thread startedBy(const FunctionBody &In, const clang::Expr *Started, unsigned Depth = 0);
  const Flow &flow(const FunctionBody &Body);
  /// The thread after awaiting \p Operand; none when the await does not move the coroutine.
  /// Where an in-house awaiter resumes the coroutine, when it hands the handle to a thread, a pool or an executor.
  std::optional<Thread> resumedOn(const clang::Expr *Awaited);
  std::optional<Thread> hop(const FunctionBody &Body, const clang::Expr *Operand, Thread Origin, unsigned Depth = 0);
  Thread ofType(clang::QualType T, unsigned Depth = 0);
  bool runsOnOwnThread(const clang::FieldDecl *Executor);

  UnitAnalysis &Unit;
  llvm::DenseMap<const FunctionBody *, std::unique_ptr<Flow>> Flows;
  llvm::DenseMap<const FunctionBody *, Thread> Entries;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_EXECUTIONCONTEXT_H
