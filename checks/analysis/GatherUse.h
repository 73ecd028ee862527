//===--- GatherUse.h - What one failure in a gather costs -------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The gathers of a function in which the first child that fails throws away results that the function would have used
/// one by one: fail-fast ones, by model or of a wrapper, over a range of tasks or over calls of one function.
///
/// Used one by one: gone through in a loop, picked by index, or bound to names of which at least two are used in
/// statements of their own. Used as a whole: returned, passed on, put together in one expression or one object, added
/// up.
///
/// Not listed: children whose result says by itself that they failed, children that let nothing but cancellation out,
/// gathers in a \c try that lets the error go on, gathers in a transaction. Where the tasks were made in another
/// function they are taken to be able to fail.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_GATHERUSE_H
#define ASYNC_TIDY_ANALYSIS_GATHERUSE_H

#include "analysis/ErrorHandling.h"
#include "analysis/Roles.h"

namespace async_tidy {

struct FragileGather {
  const clang::Expr *Gather = nullptr;
  Found<GatherEntry> Entry;
  const clang::Expr *Child = nullptr; ///< A call that may fail; null when the tasks come from elsewhere.
  ErrorPath Errors;                   ///< Of the child.
  const clang::Stmt *Use = nullptr;   ///< Where results are used for themselves.
};

std::vector<FragileGather> fragileGathers(UnitAnalysis &Unit, const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_GATHERUSE_H
