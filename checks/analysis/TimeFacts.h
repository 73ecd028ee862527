//===--- TimeFacts.h - What timed work means to other files -----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What other files of the program can be told of work, and asked of it: how long it takes, in the form that is read
/// and added up there (program/WorkTime.h), whether it comes to an end, and whether anything can stop it.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_TIMEFACTS_H
#define ASYNC_TIDY_ANALYSIS_TIMEFACTS_H

#include "analysis/TimedWork.h"
#include "program/WorkTime.h"

namespace async_tidy {

/// \p Time for the program. Calls that \p Site, whose work it is, makes itself are no notes.
WorkTerms workTerms(UnitAnalysis &Unit, const Timeline &Time, const DeadlineSite *Site = nullptr);

/// True when every function in \p Calls, into other files, has \p P: an atom that says so, with its rule.
Atom ofAll(UnitAnalysis &Unit, Predicate P, llvm::ArrayRef<const clang::Expr *> Calls, const FunctionBody &Asks);

/// The calls that lead to what cannot be stopped in \p W, the call that makes \p W left out, and the place itself where
/// it is in this file.
llvm::SmallVector<std::pair<clang::SourceLocation, std::string>, 4> heldSteps(const Work &W);

/// Tells the program of the work of the functions of the unit; does nothing when it was told already.
void describeWork(UnitAnalysis &Unit);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TIMEFACTS_H
