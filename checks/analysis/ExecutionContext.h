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
#include "program/Proposition.h"
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

  /// When \p S, a node of the coroutine \p Body, is evaluated on an event loop: nothing when it never is. The condition
  /// is empty when that is known here; it speaks of where the program starts the coroutine, and of hops in other files.
  std::optional<Condition> loopWhen(const FunctionBody &Body, const clang::Stmt *S);

  /// Tells the program where the functions that this unit mentions start, and what those that it defines do to the
  /// thread of others.
  void describe();

  /// Where the work of an executor runs, from its type or the call that returns it.
  Thread ofExecutor(const clang::Expr *Executor, const FunctionBody *In);

private:
  struct Flow {
    Thread Exit = Thread::Loop;
    bool Hops = false;
    llvm::DenseMap<const clang::Stmt *, Thread> At;
  };

  /// One way in which a coroutine starts.
  struct Start {
    Thread Where = Thread::Loop;
    const FunctionBody *As = nullptr; ///< When it starts where this body is at At; Where says nothing then.
    const clang::Stmt *At = nullptr;
    Condition When;
  };

  Thread entry(const FunctionBody &Body);
  /// Where \p Started, a call of a coroutine or a lambda, runs; \p Above is the condition under which it is not decided
  /// yet.
  void starts(const FunctionBody &In, const clang::Expr *Started, llvm::SmallVectorImpl<Start> &Out,
              Condition Above = {}, unsigned Depth = 0);
  Thread startedBy(const FunctionBody &In, const clang::Expr *Started, unsigned Depth = 0);
  /// \p Entry is where the body starts.
  const Flow &flow(const FunctionBody &Body, Thread Entry);
  Thread at(const Flow &In, const FunctionBody &Body, const clang::Stmt *S, Thread Entry);
  /// Where \p S runs wherever \p Body starts; none when that matters.
  std::optional<Thread> fixedAt(const FunctionBody &Body, const clang::Stmt *S);
  /// The awaits that are always behind us at \p S (null: at the end), after the last hop that is known here, and that
  /// may be hops by what other files say.
  llvm::SmallVector<std::pair<const clang::Expr *, const clang::FunctionDecl *>, 4>
  possibleHops(const FunctionBody &Body, const clang::Stmt *S);
  Atom movedAfter(const FunctionBody &Body,
                  llvm::ArrayRef<std::pair<const clang::Expr *, const clang::FunctionDecl *>> Hops, Predicate There,
                  Predicate Back);
  void describeStarts(const clang::FunctionDecl *Function, llvm::ArrayRef<struct Mention> Mentions);
  void describeHops(const FunctionBody &Body);
  void describeParameters(const FunctionBody &Body);
  /// The thread after awaiting \p Operand; none when the await does not move the coroutine.
  /// Where an in-house awaiter resumes the coroutine, when it hands the handle to a thread, a pool or an executor.
  std::optional<Thread> resumedOn(const clang::Expr *Awaited);
  std::optional<Thread> hop(const FunctionBody &Body, const clang::Expr *Operand, Thread Origin, unsigned Depth = 0);
  Thread ofType(clang::QualType T, unsigned Depth = 0);
  bool runsOnOwnThread(const clang::FieldDecl *Executor);

  UnitAnalysis &Unit;
  llvm::DenseMap<std::pair<const FunctionBody *, unsigned>, std::unique_ptr<Flow>> Flows;
  llvm::DenseMap<const FunctionBody *, Thread> Entries;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_EXECUTIONCONTEXT_H
