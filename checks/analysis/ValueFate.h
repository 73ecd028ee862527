//===--- ValueFate.h - What becomes of a value ------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a function does with a value that it makes: drops it, keeps it in a local of its own, or hands it on. Locals
/// are followed; anything that is not understood counts as handed on.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_VALUEFATE_H
#define ASYNC_TIDY_ANALYSIS_VALUEFATE_H

#include "analysis/FunctionBody.h"

namespace async_tidy {

/// Ordered: of several uses, the greatest tells what becomes of the value.
enum class Fate {
  Dropped,  ///< Nobody takes it.
  Local,    ///< A local of this function has it until the end of its scope.
  Awaited,  ///< Awaited, joined or asked for its result here.
  Passed,   ///< An argument, or the object, of another call.
  Stored,   ///< A member, a global, or a container that is one, has it.
  Returned, ///< The function's result.
};

struct ValueFate {
  Fate What = Fate::Dropped;
  const clang::VarDecl *Local = nullptr; ///< The local that it went through.
  const clang::Stmt *End = nullptr;      ///< The node that takes it; for a dropped value, what drops it.
};

ValueFate fateOf(const FunctionBody &Body, const clang::Expr *E, unsigned Depth = 0);

/// The nearest node around \p E that is more than a cast, parentheses, a move or a temporary. \p Inner is the node
/// below it.
const clang::Stmt *meaningfulParent(const FunctionBody &Body, const clang::Stmt *E,
                                    const clang::Stmt **Inner = nullptr);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_VALUEFATE_H
