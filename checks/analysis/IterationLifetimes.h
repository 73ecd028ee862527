//===--- IterationLifetimes.h - What outlives an iteration ------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether a task that is made in one iteration of a loop may run after it: nothing that the task refers to, by
/// reference, pointer or view, ends with the iteration.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_ITERATIONLIFETIMES_H
#define ASYNC_TIDY_ANALYSIS_ITERATIONLIFETIMES_H

#include "analysis/UnitAnalysis.h"

namespace async_tidy {

class IterationLifetimes {
public:
  IterationLifetimes(UnitAnalysis &Unit, const FunctionBody &Body, const clang::Stmt *Loop)
      : Unit(Unit), Body(Body), Loop(Loop) {}

  /// The variable of a range-for or counted loop; null for other loops.
  const clang::VarDecl *loopVariable() const;
  /// True when the tasks that the calls in \p Operand make refer to nothing that ends with the iteration.
  bool argumentsOutlive(const clang::Expr *Operand) const;

private:
  bool isInLoop(const clang::Stmt *S) const;
  bool outlives(const clang::Expr *E, unsigned Depth = 0) const;
  bool pointeeOutlives(const clang::Expr *Pointer, unsigned Depth = 0) const;
  bool rangeOutlives() const;
  bool viewsOutlive(const clang::Expr *E) const;

  UnitAnalysis &Unit;
  const FunctionBody &Body;
  const clang::Stmt *Loop;
};

/// True for classes that only look at memory of somebody else: trivially copied, with a pointer inside.
bool isView(clang::QualType T);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ITERATIONLIFETIMES_H
