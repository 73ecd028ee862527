//===--- RangeSizes.h - How many elements a range may have ------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What decides how many elements a range has, or how often a loop runs: a constant, the machine (cores, threads,
/// shards), a limit that the code sets, or the data at run time.
///
/// A local container has what it is made with and what is put into it, once for each run of the loops around. It is
/// limited when it is cut, resized or reserved to a constant, or when its size (or that of what it is filled from) is
/// compared with something that is not a size and the outcome leaves, waits or cuts. What is read from parameters,
/// members and calls without a body is data. A container that is lent to somebody to be filled is unknown.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_RANGESIZES_H
#define ASYNC_TIDY_ANALYSIS_RANGESIZES_H

#include "analysis/FunctionBody.h"

namespace async_tidy {

class UnitAnalysis;

struct RangeSize {
  /// Ordered: of two parts, the greater one decides.
  enum class Kind { Constant, Machine, Limited, Unknown, Given, RunTime };
  Kind Is = Kind::Constant;
  uint64_t Count = 0; ///< Of a constant.
  /// For Given: the range, or the callable that makes it, comes from this parameter.
  const clang::ParmVarDecl *Parameter = nullptr;
  const clang::Stmt *Decides = nullptr; ///< The loop or the expression that makes it depend on the data.
  /// What the size was computed from.
  llvm::SmallVector<const clang::ValueDecl *, 4> Sources;

  static RangeSize constant(uint64_t Count) { return {Kind::Constant, Count, nullptr, nullptr, {}}; }
  static RangeSize of(Kind Is, const clang::Stmt *Decides = nullptr) { return {Is, 0, nullptr, Decides, {}}; }
  RangeSize plus(const RangeSize &Other) const;
  RangeSize times(const RangeSize &Other) const;
};

class RangeSizes {
public:
  explicit RangeSizes(UnitAnalysis &Unit) : Unit(Unit) {}

  /// The number of elements of the range \p E.
  RangeSize ofRange(const FunctionBody &Body, const clang::Expr *E, unsigned Depth = 0);
  /// The value of the number \p E.
  RangeSize ofNumber(const FunctionBody &Body, const clang::Expr *E, unsigned Depth = 0);
  /// How often \p Loop runs.
  RangeSize ofLoop(const FunctionBody &Body, const clang::Stmt *Loop, unsigned Depth = 0);
  /// How often \p S runs each time that \p Until, a statement around it, does; null stands for the whole function.
  RangeSize ofRuns(const FunctionBody &Body, const clang::Stmt *S, const clang::Stmt *Until, unsigned Depth = 0);

  /// True when the size of one of \p Objects is held against a limit before \p At, and that has a consequence.
  bool isChecked(const FunctionBody &Body, llvm::ArrayRef<const clang::ValueDecl *> Objects, const clang::Stmt *At);
  /// True when some condition in \p Loop holds a count against a limit, on every way to \p At, and leaves or waits.
  bool isCounted(const FunctionBody &Body, const clang::Stmt *Loop, const clang::Stmt *At);

private:
  RangeSize ofContainer(const FunctionBody &Body, const clang::VarDecl &Var, unsigned Depth);
  RangeSize ofField(const clang::FieldDecl &Field, const clang::Expr *E, unsigned Depth);
  RangeSize ofVariable(const FunctionBody &Body, const clang::VarDecl &Var, unsigned Depth);
  RangeSize computeContainer(const FunctionBody &Body, const clang::VarDecl &Var, unsigned Depth);
  RangeSize computeField(const clang::FieldDecl &Field, const clang::Expr *E, unsigned Depth);
  RangeSize computeVariable(const FunctionBody &Body, const clang::VarDecl &Var, unsigned Depth);
  std::optional<RangeSize> ofLimiter(const FunctionBody &Body, const CallSite &Call, unsigned Depth);
  bool isMachine(const clang::Expr *E);
  bool isLimit(const FunctionBody &Body, const clang::Expr *E);

  using Compute = llvm::function_ref<RangeSize()>;
  /// Asks once for each variable; one that is made from itself adds nothing to itself.
  RangeSize remember(const FunctionBody *Body, const clang::ValueDecl *D, Compute Size);

  UnitAnalysis &Unit;
  llvm::DenseMap<std::pair<const FunctionBody *, const clang::ValueDecl *>, RangeSize> Known;
};

/// True for whole numbers.
bool isNumber(const clang::Expr *E);

/// The value of \p E when it is a whole number that the compiler knows.
std::optional<int64_t> constantNumber(const clang::Expr *E, const clang::ASTContext &Context);

/// The braced list that \p Init makes a container of; null for any other initialiser.
const clang::InitListExpr *listOf(const clang::Expr *Init);

/// True for `x.size()` and its like: a const member that takes nothing and returns a number.
const clang::Expr *sizedObject(const clang::Expr *E);

/// Calls \p Visit with \p S and every node of \p Body below it.
void forEachNode(const FunctionBody &Body, const clang::Stmt *S, llvm::function_ref<void(const clang::Stmt *)> Visit);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_RANGESIZES_H
