//===--- CallSite.h - A call, however it is written -------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Function calls, member calls, overloaded operators and constructions in one form: what is called, on which object,
/// with which arguments. Calls whose callee is not known at compile time (function pointers, dependent calls) have no
/// callee.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_CALLSITE_H
#define ASYNC_TIDY_ANALYSIS_CALLSITE_H

#include "libraries/LibraryModel.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace async_tidy {

struct CallSite {
  const clang::Expr *E = nullptr;
  const clang::FunctionDecl *Callee = nullptr;
  const clang::Expr *Object = nullptr; ///< Null for free functions, static members and constructors.
  llvm::SmallVector<const clang::Expr *, 4> Args;

  /// The call that \p E is, without looking through anything.
  static std::optional<CallSite> of(const clang::Expr *E);

  /// The class of the object, or of what a pointer to the object points to; null when there is none.
  const clang::CXXRecordDecl *objectRecord() const;

  /// The argument (or object) that \p S names; null when this call has none such.
  const clang::Expr *select(const Selector &S) const;

  clang::SourceLocation loc() const { return E->getBeginLoc(); }

  /// True for a virtual member that is dispatched at run time: not qualified, not final, the object's exact class
  /// unknown.
  bool isVirtualDispatch() const;
};

/// Strips what does not change which object an expression means: parentheses, implicit casts, temporaries, `std::move`
/// and `std::forward` (any reference cast written as a builtin), `&x` and `*x`.
const clang::Expr *stripToObject(const clang::Expr *E);

/// Strips parentheses, implicit casts, cleanups and temporary materialisation.
const clang::Expr *stripWrapping(const clang::Expr *E);

/// The variable, parameter or field that \p E names after stripping; null for anything else.
const clang::ValueDecl *namedObject(const clang::Expr *E);

/// The class behind references and pointers; null when there is none.
const clang::CXXRecordDecl *recordOf(clang::QualType T);

/// `a::b::Class::member` without inline or unnamed namespaces and without template arguments.
std::string qualifiedName(const clang::NamedDecl &D);

/// The last component of a qualified name: `member`, `Class` for a constructor, `operator||`. Empty when there is none.
std::string unqualifiedName(const clang::NamedDecl &D);

/// A name for messages: the identifier, the operator, or the class of a constructor.
std::string displayName(const clang::NamedDecl &D);

/// True when \p D stands in a system header.
bool inSystemHeader(const clang::Decl &D);

/// True when \p E is a constant zero: a number, a null duration, `{}`.
bool isConstantZero(const clang::Expr *E, const clang::ASTContext &Context);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLSITE_H
