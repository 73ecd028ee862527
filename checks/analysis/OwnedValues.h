//===--- OwnedValues.h - Is a variable ever read? ---------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Questions about the variables and members that own an awaitable, or a container of them: what made it, and does
/// anything read it afterwards?
///
/// A variable counts as used by anything but an assignment to it, a statement that only names it, and, for work that
/// has not started, a question about its state (a const member that returns a number or a truth value). A container
/// counts as used by anything but filling it and asking for its size. A capture counts when the lambda is used.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_OWNEDVALUES_H
#define ASYNC_TIDY_ANALYSIS_OWNEDVALUES_H

#include "analysis/Awaitables.h"
#include "analysis/FunctionBody.h"

namespace async_tidy {

class UnitAnalysis;

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

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_OWNEDVALUES_H
