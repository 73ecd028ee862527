//===--- UnitIndex.h - Who refers to what in a translation unit -*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Facts that need the whole translation unit: where a function is mentioned, which functions override a virtual one,
/// which fields are ever touched. Gathered in one traversal that leaves out system headers, and only when a rule asks
/// for the first time, which it does with a finding in hand.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_UNITINDEX_H
#define ASYNC_TIDY_ANALYSIS_UNITINDEX_H

#include "analysis/FunctionBody.h"
#include "llvm/ADT/DenseSet.h"

namespace async_tidy {

class UnitAnalysis;

/// One mention of a function: the reference to it, or the lambda that it is the call operator of.
struct Mention {
  const FunctionBody *In = nullptr; ///< Null outside functions (an initialiser of a global, a default argument).
  const clang::Expr *E = nullptr;
};

class UnitIndex {
public:
  explicit UnitIndex(UnitAnalysis &Unit);

  /// Every mention of \p Function; templates count with their instantiations.
  llvm::ArrayRef<Mention> mentions(const clang::FunctionDecl *Function) const;

  /// Calls \p Visit with each function that the unit mentions; instantiations share the mentions of their template.
  void forEachMentioned(llvm::function_ref<void(const clang::FunctionDecl *, llvm::ArrayRef<Mention>)> Visit) const {
    for (const auto &[Function, At] : Mentions)
      Visit(Function, At);
  }

  /// The virtual members of the unit's classes, without redeclarations.
  llvm::ArrayRef<const clang::CXXMethodDecl *> virtualMethods() const { return VirtualMethods; }

  /// Every member that overrides \p Method, however deep, in a class that is or derives from \p Class.
  llvm::SmallVector<const clang::CXXMethodDecl *, 4> overriders(const clang::CXXMethodDecl *Method,
                                                                const clang::CXXRecordDecl *Class) const;

  /// True when some code other than a constructor's initialiser names \p Field.
  bool isTouched(const clang::FieldDecl *Field) const { return Touched.contains(Field->getCanonicalDecl()); }

  /// True when the unit has an instantiation of the pattern \p Function.
  bool isInstantiated(const clang::FunctionDecl *Function) const {
    return Instantiated.contains(Function->getCanonicalDecl());
  }

  /// Every function of the unit that has a body, in no particular order of files.
  llvm::ArrayRef<const clang::FunctionDecl *> functions() const { return Functions; }

private:
  friend class IndexVisitor;

  llvm::DenseMap<const clang::FunctionDecl *, std::vector<Mention>> Mentions;
  std::vector<const clang::CXXMethodDecl *> VirtualMethods;
  std::vector<const clang::FunctionDecl *> Functions;
  llvm::DenseSet<const clang::FunctionDecl *> Instantiated;
  llvm::DenseSet<const clang::FieldDecl *> Touched;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_UNITINDEX_H
