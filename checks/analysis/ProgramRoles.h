//===--- ProgramRoles.h - What functions mean to other files ----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The roles of this unit's functions that rules in other files ask for: whether one hands back the handle of a task
/// that it starts, lets no error out, waits for a timer or a lock only, or reaches input and output. What a function
/// only hands on is said as a rule over the function that it calls.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_PROGRAMROLES_H
#define ASYNC_TIDY_ANALYSIS_PROGRAMROLES_H

#include "analysis/FunctionBody.h"
#include "program/Proposition.h"

namespace async_tidy {

class UnitAnalysis;

/// Tells the program the roles of the unit's functions; does nothing when it was told already.
void describeRoles(UnitAnalysis &Unit);

/// The atom that says \p P of what \p Awaited calls, when only another file can say it.
std::optional<Atom> openAtom(UnitAnalysis &Unit, Predicate P, const clang::Expr *Awaited);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_PROGRAMROLES_H
