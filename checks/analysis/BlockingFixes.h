//===--- BlockingFixes.h - How a blocking call is written async -*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Three remedies, in this order: a sleep becomes the awaited timer of the library that the coroutine belongs to, a
/// call with an asynchronous twin becomes that twin, and any other whole expression is handed to the library's offload.
/// What cannot be written so that it compiles and means the same becomes advice.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKINGFIXES_H
#define ASYNC_TIDY_ANALYSIS_BLOCKINGFIXES_H

#include "analysis/Blocking.h"
#include "analysis/Fixes.h"

namespace async_tidy {

struct BlockingFix {
  llvm::SmallVector<clang::FixItHint, 2> Edits;
  std::string Title;   ///< What the edits do.
  std::string Include; ///< The header that the edits need; empty when none.
  llvm::SmallVector<Repair, 1> Others;
  std::string Advice; ///< What the message says; empty when the edits speak for themselves.
};

BlockingFix unblock(UnitAnalysis &Unit, const FunctionBody &Body, const Blockage &Found);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKINGFIXES_H
