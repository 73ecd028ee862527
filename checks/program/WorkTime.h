//===--- WorkTime.h - How long the work of a function may take --*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The deadlines and pauses that work waits for, as a sum in which functions of other files stand for their own sums,
/// and the parameters of the function for what its callers give: `wait_for(send(), timeout)` takes one second times
/// `timeout`. A unit writes one sum for each function whose work takes time (UnitFacts.h); the linker puts them
/// together (Link.h).
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_PROGRAM_WORKTIME_H
#define ASYNC_TIDY_PROGRAM_WORKTIME_H

#include "program/Finding.h"
#include "program/Proposition.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace async_tidy {

/// `90 s`, `250 ms`, `1.5 s`.
std::string secondsText(double Seconds);

/// A number, or that number times what the function is given for some of its parameters, counted from 0.
struct Amount {
  double Number = 0;
  std::vector<unsigned> Parameters;

  bool isKnown() const { return Parameters.empty(); }

  friend auto operator<=>(const Amount &, const Amount &) = default;
};

/// As many rounds as the function is given for a parameter, and some more or less.
struct RoundsOf {
  unsigned Parameter = 0;
  int More = 0;

  friend auto operator<=>(const RoundsOf &, const RoundsOf &) = default;
};

struct WorkTerm {
  Amount Each; ///< Seconds.
  unsigned Times = 1;
  bool Pause = false;                           ///< No deadline.
  FunctionId Callee = 0;                        ///< When not 0: what Each is, this function in another file says.
  std::vector<program::FindingNote> Notes;      ///< The calls that lead there, then the place itself.
  std::vector<RoundsOf> Rounds;                 ///< So many times as often.
  std::vector<std::optional<Amount>> Arguments; ///< What Callee is given; nothing where that is unknown.

  friend auto operator<=>(const WorkTerm &, const WorkTerm &) = default;
};

using WorkTerms = std::vector<WorkTerm>;

/// \p Term when its function is given \p Arguments: nothing when its time is not known then. A loop over an unknown
/// number of rounds counts as one round, as it does in one unit.
std::optional<WorkTerm> applied(WorkTerm Term, llvm::ArrayRef<std::optional<Amount>> Arguments);

/// What \p Term says of parameters, rounds and arguments, as text, and back: an empty text for a term that says nothing
/// of them; false for one that is damaged.
std::string dependenceText(const WorkTerm &Term);
bool readDependence(llvm::StringRef Text, WorkTerm &Term);

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
