//===--- CancellationFlow.h - What becomes of a cancellation ----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the places in a coroutine where its own cancellation ends: a handler that catches it among other errors, or a
/// check of an error code that takes it for any failure, after which the coroutine goes on.
///
/// CancellationWays.h says what a cancellation is, CancelledPaths.h which paths go on and what settles one.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_CANCELLATIONFLOW_H
#define ASYNC_TIDY_ANALYSIS_CANCELLATIONFLOW_H

#include "analysis/FunctionBody.h"

namespace async_tidy {

class UnitAnalysis;

struct SwallowedCancellation {
  const clang::CXXCatchStmt *Handler = nullptr; ///< Null for the check of a code.
  const clang::Stmt *Check = nullptr;           ///< The statement that looks at the code.
  const clang::Expr *Await = nullptr;           ///< What may be cancelled.
  const clang::Stmt *GoesOn = nullptr;          ///< The await that the coroutine goes on with; null at its end.
  std::string Type;                             ///< The class or the code of the cancellation.
  bool IsCode = false;
  bool Loops = false;  ///< It goes on with what was cancelled.
  bool Sticky = false; ///< Each await after the first one throws again.
  bool Spins = false;  ///< Nothing ends the loop, and nothing outside of the \c try waits.
};

std::vector<SwallowedCancellation> swallowedCancellations(UnitAnalysis &Unit, const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CANCELLATIONFLOW_H
