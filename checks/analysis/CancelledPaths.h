//===--- CancelledPaths.h - Where a cancelled coroutine goes ----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Follows every path through Clang's control flow graph from a handler, or from the await that yields a code, with
/// what is known on it (ErrorKnowledge.h). A path is settled where it throws, hands the error on, ends the coroutine,
/// or asks whether it was cancelled. It goes on when it comes to another await, or with codes back to the same one.
///
/// An exception_ptr that is kept settles nothing by itself; the path has to rethrow it or hand it on before the end.
/// Where cancellation is sticky, only a path that comes back to the same `try` counts, and an await outside of every
/// `try` ends the coroutine.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_CANCELLEDPATHS_H
#define ASYNC_TIDY_ANALYSIS_CANCELLEDPATHS_H

#include "analysis/ErrorKnowledge.h"
#include "clang/Analysis/CFG.h"
#include <set>

namespace async_tidy {

/// Where a path goes on as if nothing had been cancelled.
struct Continuation {
  const clang::Stmt *GoesOn = nullptr;  ///< The await that it comes to.
  bool Loops = false;                   ///< That await is in the `try` that was cancelled.
  const clang::Stmt *Checked = nullptr; ///< The statement that looked at the code.
};

class CancelledPaths {
public:
  CancelledPaths(UnitAnalysis &Unit, const FunctionBody &Body, const clang::CFG &Graph, CancellationWays &Ways,
                 const CancelledError &Error)
      : Body(Body), Graph(Graph), Ways(Ways), Error(Error), Knowledge(Unit, Body, Error) {}

  /// From the beginning of \p Handler, one of the `try` of the error.
  std::optional<Continuation> from(const clang::CXXCatchStmt &Handler);
  /// From behind the await that yields the code.
  std::optional<Continuation> fromAwait();

private:
  std::optional<bool> step(const clang::Stmt *S, PathState &P);
  std::optional<bool> suspend(const clang::Expr *Suspension, PathState &P);
  bool swallows(const clang::CFGBlock &Block, unsigned Index, PathState P);
  void declare(const clang::VarDecl *Var, PathState &P);
  void learn(const clang::ValueDecl *D, const clang::Expr *From, PathState &P);
  void assign(const clang::Expr *To, const clang::Expr *From, PathState &P);
  void assign(const CallSite &Call, PathState &P);
  bool isHandedOn(const clang::Expr *E, const PathState &P);
  bool isTried(const clang::Stmt *S) const;
  const clang::Stmt *statementOf(const clang::Expr *Condition) const;

  const FunctionBody &Body;
  const clang::CFG &Graph;
  CancellationWays &Ways;
  const CancelledError &Error;
  ErrorKnowledge Knowledge;
  Continuation Found;
  std::set<std::string> Visited;
  unsigned Steps = 0;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CANCELLEDPATHS_H
