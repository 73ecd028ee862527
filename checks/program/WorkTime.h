//===--- WorkTime.h - How long the work of a function may take --*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The deadlines and pauses that work waits for, as a sum in which functions of other files stand for their own sums.
/// A unit writes one for each function whose work takes time (UnitFacts.h); the linker puts them together (Link.h).
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_PROGRAM_WORKTIME_H
#define ASYNC_TIDY_PROGRAM_WORKTIME_H

#include "program/Finding.h"
#include "program/Proposition.h"
#include "llvm/ADT/ArrayRef.h"

namespace async_tidy {

/// `90 s`, `250 ms`, `1.5 s`.
std::string secondsText(double Seconds);

struct WorkTerm {
  double Each = 0; ///< Seconds.
  unsigned Times = 1;
  bool Pause = false;                      ///< No deadline.
  FunctionId Callee = 0;                   ///< When not 0: what Each is, this function in another file says.
  std::vector<program::FindingNote> Notes; ///< The calls that lead there, then the place itself.

  friend auto operator<=>(const WorkTerm &, const WorkTerm &) = default;
};

using WorkTerms = std::vector<WorkTerm>;

/// The sum of what is known, in seconds.
double sumOf(llvm::ArrayRef<WorkTerm> Terms);

/// `10 x 60 s + 2 x 500 ms`; the sum says enough of what comes after the sixth term.
std::string termsText(llvm::ArrayRef<WorkTerm> Terms);

/// How a message says that \p Terms take longer than the deadline around them allows.
std::string ladderText(llvm::ArrayRef<WorkTerm> Terms);

/// The calls that lead to \p Terms and where each is set, with its value; every place once.
std::vector<program::FindingNote> notesOf(llvm::ArrayRef<WorkTerm> Terms);

} // namespace async_tidy

#endif // ASYNC_TIDY_PROGRAM_WORKTIME_H
