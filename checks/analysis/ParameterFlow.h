//===--- ParameterFlow.h - Where callables and tasks go ---------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Which parameter a value in a function was made from, for parameters that stand for work: awaitables, containers of
/// them, and callables. A value is made from a parameter when it is the parameter, a lambda that captures it, an object
/// constructed from it, or an awaitable that calling it returns. The result of awaiting it, and a number or a text that
/// calling it returns, are not.
///
/// Flow-insensitive, and deaf to names: a local that is ever given such a value counts from the start.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_PARAMETERFLOW_H
#define ASYNC_TIDY_ANALYSIS_PARAMETERFLOW_H

#include "analysis/FunctionBody.h"
#include "llvm/ADT/DenseMap.h"

namespace async_tidy {

class UnitAnalysis;

class ParameterFlow {
public:
  ParameterFlow(UnitAnalysis &Unit, const FunctionBody &Body);

  /// False when the function takes no work at all.
  bool any() const { return !MadeFrom.empty(); }
  /// The position of the parameter that \p E was made from.
  std::optional<unsigned> from(const clang::Expr *E) const;
  /// The position of the parameter that \p Call calls; none when it calls something else.
  std::optional<unsigned> called(const CallSite &Call) const;
  /// True when the parameter at \p Position is called, and not awaited as it is.
  bool isCallable(unsigned Position) const;
  /// The function's body and those of the lambdas in it.
  llvm::ArrayRef<const FunctionBody *> bodies() const { return Bodies; }

private:
  void addLambdas(const FunctionBody &In, unsigned Depth);
  bool add(const clang::ValueDecl *D, std::optional<unsigned> Position);
  bool spread(const FunctionBody &In);
  bool isWork(clang::QualType T) const;

  UnitAnalysis &Unit;
  const clang::FunctionDecl &Function;
  llvm::SmallVector<const FunctionBody *, 2> Bodies;
  llvm::DenseMap<const clang::ValueDecl *, unsigned> MadeFrom;
};

/// True when objects of type \p T can be called.
bool isCallableType(clang::QualType T);

/// The body of \p Lambda; of a generic one, that of an instantiation when there is one.
const FunctionBody *lambdaBody(UnitAnalysis &Unit, const clang::LambdaExpr *Lambda);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_PARAMETERFLOW_H
