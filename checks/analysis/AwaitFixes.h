//===--- AwaitFixes.h - Where co_await can be written -----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// How the missing `co_await` is written: before a call, instead of an assignment that throws the awaitable away, in
/// the initialiser of a variable. Nothing is offered where the promise does not take the type, in a handler, in a
/// default argument, in a macro, or where awaiting would yield what has to be awaited again.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_AWAITFIXES_H
#define ASYNC_TIDY_ANALYSIS_AWAITFIXES_H

#include "analysis/Awaitables.h"
#include "analysis/FunctionBody.h"
#include "clang/Basic/Diagnostic.h"

namespace async_tidy {

class UnitAnalysis;

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

#endif // ASYNC_TIDY_ANALYSIS_AWAITFIXES_H
