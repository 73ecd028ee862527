//===--- Drops.h - Awaitables that nobody awaits ----------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the awaitables that are made in a function and dropped: as a temporary in a place where nobody takes its
/// value, in a variable, structured binding, container or member that nothing reads afterwards (see OwnedValues.h).
///
/// A task that is started in the background is no drop: an eager coroutine as a statement, the handle of a spawn.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_DROPS_H
#define ASYNC_TIDY_ANALYSIS_DROPS_H

#include "analysis/UnitAnalysis.h"

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

/// An awaitable that nobody awaits.
struct Drop {
  enum Shape {
    Value,     ///< A temporary.
    Held,      ///< A temporary range, tuple or pointer of awaitables.
    Variable,  ///< A local.
    Container, ///< A local range of awaitables.
    Binding,   ///< A structured binding.
    Member,    ///< A member, in the initialiser of its class or of a constructor.
  };
  Shape What;
  clang::SourceLocation At;
  std::string Name;                      ///< Of what makes a temporary; of the variable, binding or member.
  clang::QualType Type;                  ///< Of the awaitable.
  Awaitable Info;                        ///< What that type says.
  const clang::Expr *Made = nullptr;     ///< What makes it; null when that is unknown.
  const clang::Expr *Dropped = nullptr;  ///< Of a temporary: the expression that drops it.
  const clang::VarDecl *Owner = nullptr; ///< Of a variable or container.
  DropForm Form = DropForm::Statement;   ///< Of a temporary.
};

/// What a user says may be dropped.
struct DropPolicy {
  bool AllowCastToVoid = true;
  std::vector<llvm::StringRef> Types, Callees; ///< Names, qualified or not.
};

llvm::SmallVector<Drop, 4> dropsIn(UnitAnalysis &Unit, const FunctionBody &Body, const DropPolicy &Policy);

/// A private member that is given an awaitable by \p Init and that no code of its class, all of which is here, names
/// again.
std::optional<Drop> droppedMember(UnitAnalysis &Unit, const clang::FieldDecl &Field, const clang::Expr *Init,
                                  const DropPolicy &Policy);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_DROPS_H
