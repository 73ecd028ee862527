//===--- Drops.h - Is a value that was made ever used? ----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Questions about awaitables that are made in a function: is the variable that holds one ever read, is the container
/// ever emptied into an await, would the awaited result be a lock, and how the missing `co_await` is written.
///
/// A variable counts as used by anything but an assignment to it, a statement that only names it, and, for work that
/// has not started, a question about its state (a const member that returns a number or a truth value). A container
/// counts as used by anything but filling it and asking for its size. A capture counts when the lambda is used.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_DROPS_H
#define ASYNC_TIDY_ANALYSIS_DROPS_H

#include "analysis/UnitAnalysis.h"
#include "clang/Basic/Diagnostic.h"

namespace async_tidy {

/// Where a value is dropped.
enum class DropForm {
  Statement, ///< The whole statement, or the operand of a cast to void.
  Operand,   ///< A branch of `?:`, the left of a comma, the increment of a `for`.
  Ignored,   ///< Assigned to an object that throws it away.
};

/// True when a dropped value is a background task: an eager coroutine called as a statement, or the handle of a spawn.
bool isBackgroundTask(UnitAnalysis &Unit, const Awaitable &Info, const clang::Expr *Made, DropForm Form);

/// True for the handle of a spawn in a variable called `_`: it was dropped, and is a background task.
bool isIgnoredHandle(UnitAnalysis &Unit, const clang::VarDecl &Var, const Awaitable &Info, const clang::Expr *Made);

/// True when awaiting \p Made yields a lock: by the library model, or because the result is a guard over the object
/// that the call was made on.
bool yieldsLock(UnitAnalysis &Unit, const clang::Expr *Made, const Awaitable &Info);

/// True for variables that hold their value, or a reference to a temporary that was made for them.
bool ownsItsValue(const clang::VarDecl &Var);

/// What makes the awaitable in \p Var: its initialiser or, where that makes an empty one, what is assigned to it; null
/// when it stays empty or is another name for an old one.
const clang::Expr *madeBy(const FunctionBody &Body, const clang::VarDecl &Var);

/// True when a use of \p Var may be in what the compiler could not read, in code that does not compile: the text of the
/// function names it more often than its tree does, or a lambda captures it that may not have ended yet. In an editor,
/// that is mostly the statement that is being typed.
bool isNamedInUnreadText(const FunctionBody &Body, const clang::VarDecl &Var, const clang::ASTContext &Context);

bool isVariableUsed(const FunctionBody &Body, const clang::VarDecl &Var, const Awaitable &Info, bool CastToVoidCounts);
bool isContainerUsed(const FunctionBody &Body, const clang::VarDecl &Var);
/// True when something was put into the container.
bool isFilled(UnitAnalysis &Unit, const FunctionBody &Body, const clang::VarDecl &Var);

/// True when the coroutine suspends after the declaration of \p Var and within its scope: background work that is
/// scoped to this coroutine, for kinds that cancel when they are destroyed.
bool isScopedToSuspension(const FunctionBody &Body, const clang::VarDecl &Var);

/// True when every member function of \p Class and of its friends has a body in this unit.
bool isClosedClass(const clang::CXXRecordDecl &Class);

/// True when `co_await` before \p Made, written where \p At is, is allowed and means what the author can have meant.
bool isAwaitedAs(UnitAnalysis &Unit, const FunctionBody &Body, const clang::Expr *At, const clang::Expr *Made,
                 const Awaitable &Info);
llvm::SmallVector<clang::FixItHint, 2> awaitFix(UnitAnalysis &Unit, const FunctionBody &Body, const clang::Expr *E,
                                                const Awaitable &Info);
/// For `std::ignore = f()`, the whole of which is \p Assignment.
llvm::SmallVector<clang::FixItHint, 2> ignoredFix(UnitAnalysis &Unit, const FunctionBody &Body,
                                                  const clang::Expr *Assignment, const clang::Expr *Made,
                                                  const Awaitable &Info);
llvm::SmallVector<clang::FixItHint, 2> variableFix(UnitAnalysis &Unit, const FunctionBody &Body,
                                                   const clang::VarDecl &Var, const Awaitable &Info);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_DROPS_H
