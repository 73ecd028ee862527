//===--- ErrorHandling.h - Who sees the error of a task ---------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
///
/// \file
/// Whether a task deals with its own errors, and whether a handler that is given an error looks at it.
///
/// A coroutine deals with its errors when everything that it awaits, and that can fail, stands in a \c try whose
/// handler catches everything, or the root of a hierarchy of exceptions, and does something; or is itself such a
/// coroutine. An await cannot fail when its result carries an error code, when the operation is given one to fill, and
/// for timers, locks, permits and executor hops, whose failure is cancellation. Calls between the awaits are not looked
/// at: what they throw is rarely what the author left out. Where no await can fail, one guarded call is enough.
///
/// A task whose body is not in this unit is taken to fail, unless it was handed to a function without a body that may
/// deal with the error.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_ERRORHANDLING_H
#define ASYNC_TIDY_ANALYSIS_ERRORHANDLING_H

#include "analysis/FunctionBody.h"

namespace async_tidy {

class UnitAnalysis;

struct ErrorPath {
  bool Handled = false;
  const clang::FunctionDecl *Task = nullptr; ///< The coroutine that was looked at.
  const clang::Expr *Fails = nullptr;        ///< The first await in it whose error leaves it.
};

/// What a handler has to do so that an error counts as dealt with.
enum class Handling {
  Acts,    ///< Something: one that is empty, or only leaves, has lost the error.
  Catches, ///< Keep it from going on, whatever it does; cancellation may go on.
};

/// What becomes of an error in the task that \p E makes in \p Body.
ErrorPath errorsOf(UnitAnalysis &Unit, const FunctionBody &Body, const clang::Expr *E, unsigned Depth = 0,
                   Handling How = Handling::Acts);

/// What becomes of an error inside \p Body, a coroutine or a callable that is called once.
ErrorPath errorsIn(UnitAnalysis &Unit, const FunctionBody &Body, unsigned Depth = 0, Handling How = Handling::Acts);

/// True when \p Suspension, an await of \p Body, may throw something else than cancellation, as far as what it awaits
/// is known; what stands around it is not looked at.
bool mayFail(UnitAnalysis &Unit, const FunctionBody &Body, const clang::Expr *Suspension);

/// The innermost \c try around \p S, in whose block it stands; null when there is none in \p Body.
const clang::CXXTryStmt *enclosingTry(const FunctionBody &Body, const clang::Stmt *S);

/// True for results that say by themselves whether the work failed: error codes, a value or an error, a variant with an
/// error among its alternatives, a class with a member for it (`ok`, `error`, `isError` ...).
bool carriesError(clang::QualType T);

/// True for classes that describe an error by a number: they have a value, a category and a message.
bool isErrorCode(clang::QualType T);

/// True for classes that hold a value or an error.
bool isResultOrError(clang::QualType T);

/// True when the result of \p Suspension carries the error as a value, or the operation is given a place to put it.
bool yieldsErrorCode(const clang::Expr *Suspension);

enum class HandlerKind {
  None,    ///< There is no handler.
  Unknown, ///< A callable or a token that is not understood.
  Ignores, ///< Its first parameter, the error, is never looked at.
  Reports,
};
HandlerKind handlerKind(UnitAnalysis &Unit, const clang::Expr *Handler);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ERRORHANDLING_H
