//===--- ErrorKnowledge.h - What is known of a cancelled error --*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What expressions are worth on a path behind a cancelled await, where the error is known to be a cancellation: which
/// conditions it decides, what is about the error, and what asks whether it was a cancellation.
///
/// A question settles the path: a call of the models, a mention of a cancellation, a flag that other code sets. A
/// condition that asks about the error in another way is AboutError: both of its answers are possible.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_ERRORKNOWLEDGE_H
#define ASYNC_TIDY_ANALYSIS_ERRORKNOWLEDGE_H

#include "analysis/CancellationWays.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <map>

namespace async_tidy {

/// The error that a path begins with: one that a handler caught, or the code that an await yielded.
struct CancelledError {
  const clang::CXXTryStmt *Try = nullptr;    ///< Whose handler it is; null for a code.
  const clang::VarDecl *Exception = nullptr; ///< What the handler calls it.
  const clang::Expr *Await = nullptr;        ///< Of a code: the await that yields it.
  llvm::SmallVector<const clang::ValueDecl *, 2> Codes;
  llvm::SmallVector<Cancellation, 2> Ways;
  bool Sticky = false; ///< Each await after the first one throws again.
};

/// What is known at a point of a path.
struct PathState {
  std::map<const clang::ValueDecl *, bool> Truths;        ///< What variables are worth in a condition.
  llvm::SmallPtrSet<const clang::ValueDecl *, 2> Kept;    ///< Variables that hold the exception.
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Derived; ///< Variables that were made from the error.
  const clang::Stmt *Checked = nullptr;
  const clang::Stmt *Passed = nullptr; ///< An await that was passed while the exception was kept.
};

class ErrorKnowledge {
public:
  ErrorKnowledge(UnitAnalysis &Unit, const FunctionBody &Body, const CancelledError &Error)
      : Unit(Unit), Body(Body), Error(Error) {}

  /// What a condition is worth.
  enum class Value { True, False, Any, AboutError, Settled };
  Value evaluate(const clang::Expr *E, const PathState &P);

  /// What \p E is worth in a condition whatever the path, when that is known.
  static std::optional<bool> truth(const clang::Expr *E);
  /// Adds what locals are worth that only the `try` changes: what they were made with.
  void addStartValues(PathState &Start);

  bool isErrorVariable(const clang::ValueDecl *D) const {
    return (Error.Exception && D == Error.Exception) || llvm::is_contained(Error.Codes, D);
  }
  /// True when \p S has something of the error in it.
  bool isAboutError(const clang::Stmt *S, const PathState &P) const;
  static bool mentions(const clang::Stmt *S, llvm::function_ref<bool(const clang::ValueDecl *)> Wanted);
  /// True for `std::current_exception()`.
  static bool isCurrentException(const clang::Stmt *S);
  static bool holdsCurrentException(const clang::Stmt *S);

  /// True when \p S names a cancellation: its code, its class.
  bool namesCancellation(const clang::Stmt *S) const;
  /// True when \p Call, or the body of what it calls, asks whether the work was cancelled.
  bool asks(const CallSite &Call, unsigned Depth = 0);

  /// True for an object that is no local of this function.
  bool isOutside(const clang::Expr *E);

private:
  bool asks(const FunctionBody &In, unsigned Depth);
  bool isAssigned(const clang::Expr *Use);
  bool mentionsCancellation(const clang::Stmt *S) const;
  bool isOutsideFlag(const clang::Expr *E);
  bool isOnlyAsked(const clang::Expr *E);

  UnitAnalysis &Unit;
  const FunctionBody &Body;
  const CancelledError &Error;
  llvm::DenseMap<std::pair<const FunctionBody *, unsigned>, bool> Asking;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ERRORKNOWLEDGE_H
