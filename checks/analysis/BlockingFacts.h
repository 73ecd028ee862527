//===--- BlockingFacts.h - Blocking, in words and for others ----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// How a cause of blocking is said: in the notes of a finding, and in the rules by which a unit tells the others what
/// calling its functions does. A cause that ends with a call into another file leaves places in the message, which the
/// end of the chain fills.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKINGFACTS_H
#define ASYNC_TIDY_ANALYSIS_BLOCKINGFACTS_H

#include "analysis/Blocking.h"
#include "program/UnitFacts.h"

namespace async_tidy {

/// What the message says of the end of \p Cause: "last", "effect" and "consequence". Where another file has to say it,
/// the place that is filled later.
Words blockingWords(const BlockingCause &Cause);

/// The steps of \p Cause from \p First on, as notes.
llvm::SmallVector<std::pair<clang::SourceLocation, std::string>, 4> blockingNotes(const BlockingCause &Cause,
                                                                                  unsigned First);

/// Tells the program what calling the functions of this unit does to the caller's thread.
void describeBlocking(UnitAnalysis &Unit, BlockingAnalysis &Blocking);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKINGFACTS_H
