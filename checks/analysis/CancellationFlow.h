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
/// A cancellation is what the library models say: classes of exceptions, codes in a library's base error, classes that
/// single operations raise. A class of this unit counts as well when it is thrown where a stop token said so. From the
/// handler (or the await that yields the code) every path through Clang's control flow graph is followed, with what is
/// known on it: the error is a cancellation, and locals have the values that the handler gave them. A path is settled
/// where it throws, hands the error on, ends the coroutine, or asks whether it was cancelled: by a call of the models,
/// a mention of a cancellation, or a flag that other code sets. Where a condition asks about the error in another way,
/// both answers have to go on.
///
/// An exception_ptr that is kept settles nothing by itself; the path has to rethrow it or hand it on before the end.
/// Where cancellation is sticky, only a path that comes back to the same `try` counts.
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
