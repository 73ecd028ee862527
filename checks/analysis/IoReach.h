//===--- IoReach.h - Does an awaited operation reach I/O? -------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether work is known to wait for something outside of the program: it leads, through calls with a body in this
/// unit, to an I/O operation of a library model, or hands another thread a callable that leads to a call which blocks
/// on a file, a process, a network or a database.
///
/// Not I/O: waiting for the next client or a signal (idle operations), timers, locks, queues. A virtual call and a
/// stored callable are not known to reach anything; a function that is only declared does when another file of the
/// program says so (ProgramFacts.h).
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_IOREACH_H
#define ASYNC_TIDY_ANALYSIS_IOREACH_H

#include "analysis/FunctionBody.h"
#include "program/Proposition.h"
#include "llvm/ADT/DenseMap.h"

namespace async_tidy {

class UnitAnalysis;

class IoReach {
public:
  explicit IoReach(UnitAnalysis &Unit) : Unit(Unit) {}

  /// True when evaluating or awaiting \p E, an expression of \p Body, is known to reach I/O. A local that stands for
  /// work is the call that made it.
  bool reaches(const FunctionBody &Body, const clang::Expr *E);
  /// The same, asked of the program: empty when this unit knows that it reaches I/O, the condition under which other
  /// files say so, nothing when nobody can.
  std::optional<Condition> whenReaches(const FunctionBody &Body, const clang::Expr *E);

  /// Tells the program whether calling \p Body's function reaches I/O.
  void describe(const FunctionBody &Body);

private:
  enum class Via { Coroutine, Thread };
  template <typename Visitor> static void forEachCall(const FunctionBody &Body, const clang::Expr *E, Visitor Visit);
  std::optional<Atom> askedOf(const CallSite &Call);
  bool reaches(const FunctionBody &Body, Via How);
  bool reaches(const CallSite &Call, Via How);
  const FunctionBody *callable(const clang::Expr *E);

  UnitAnalysis &Unit;
  llvm::DenseMap<const FunctionBody *, bool> ByCoroutine, ByThread;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_IOREACH_H
