//===--- CancellationWays.h - How a cancellation arrives --------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In which forms the cancellation of an await reaches the coroutine: classes of exceptions and codes in a library's
/// base error, as the library models say, classes that single operations raise, and classes of this unit that are
/// thrown where a stop token said so.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_CANCELLATIONWAYS_H
#define ASYNC_TIDY_ANALYSIS_CANCELLATIONWAYS_H

#include "analysis/FunctionBody.h"
#include "libraries/LibraryModel.h"

namespace async_tidy {

class UnitAnalysis;

/// One way in which a cancellation arrives.
struct Cancellation {
  std::string Name;                             ///< For messages.
  const clang::CXXRecordDecl *Record = nullptr; ///< The class that is thrown; null when this unit does not declare it.
  const LibraryModel *Library = nullptr;        ///< Null for a class of this unit.
  bool IsCode = false;                          ///< A code in one of the library's base errors.
};

class CancellationWays {
public:
  CancellationWays(UnitAnalysis &Unit, const FunctionBody &Body) : Unit(Unit), Body(Body) {}

  /// What \p Suspension yields or throws when it is cancelled.
  llvm::SmallVector<Cancellation, 2> of(const clang::Expr *Suspension);

  /// True for an operand whose await waits for nobody: an executor, a token, a state.
  bool isTrivial(const clang::Expr *Operand);

  /// True when \p Catch takes \p What.
  bool catches(const clang::CXXCatchStmt &Catch, const Cancellation &What);

private:
  void addExceptions(const LibraryModel &Library, const Names &List, llvm::SmallVectorImpl<Cancellation> &Out);
  llvm::ArrayRef<const clang::CXXRecordDecl *> ownCancellations();

  UnitAnalysis &Unit;
  const FunctionBody &Body;
  llvm::SmallVector<const clang::CXXRecordDecl *, 2> Own;
  bool OwnKnown = false;
};

/// The variables that \p Suspension puts its error code into.
llvm::SmallVector<const clang::ValueDecl *, 2> codeVariables(const FunctionBody &Body, const clang::Expr *Suspension);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CANCELLATIONWAYS_H
