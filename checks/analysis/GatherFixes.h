//===--- GatherFixes.h - Awaits in a row as one gather ----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Rewrites declarations that each await one operation, and follow each other directly, into one declaration of a
/// structured binding that awaits the library's gather. Where the gather hands out something else than the results, or
/// a variable has another type than its result, the variables are declared from the parts of the binding.
///
/// Nothing is offered inside macros and templates, for results of a type that cannot be bound (void, references), or
/// where the library has no gather; then the message says what to write.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_GATHERFIXES_H
#define ASYNC_TIDY_ANALYSIS_GATHERFIXES_H

#include "analysis/Independence.h"
#include "clang/Basic/Diagnostic.h"

namespace async_tidy {

struct GatherFix {
  llvm::SmallVector<clang::FixItHint, 2> Edits;
  std::string Include; ///< A header that the edits need.
  std::string Advice;  ///< What the message says; empty when the edits speak for themselves.
};

GatherFix gatherRow(UnitAnalysis &Unit, const FunctionBody &Body, const AwaitsInARow &Row);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_GATHERFIXES_H
