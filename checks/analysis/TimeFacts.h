//===--- TimeFacts.h - How long work takes, for other files -----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The times of TimedWork.h in the form that other files of the program read and add up (program/WorkTime.h).
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_TIMEFACTS_H
#define ASYNC_TIDY_ANALYSIS_TIMEFACTS_H

#include "analysis/TimedWork.h"
#include "program/WorkTime.h"

namespace async_tidy {

/// \p Time for the program. Calls that \p Site, whose work it is, makes itself are no notes.
WorkTerms workTerms(UnitAnalysis &Unit, const Timeline &Time, const DeadlineSite *Site = nullptr);

/// Tells the program what the functions of the unit take; does nothing when it was told already.
void describeTimes(UnitAnalysis &Unit);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TIMEFACTS_H
