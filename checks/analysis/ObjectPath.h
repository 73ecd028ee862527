//===--- ObjectPath.h - Which object an expression means -*- C++ -*- ---===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An object as the way that leads to it: a variable, a parameter or `this`, then members and accessors. Two
/// expressions mean the same object when their paths are equal. References and pointers are looked through when they
/// are local and made once; smart pointers are the object that they point to.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_OBJECTPATH_H
#define ASYNC_TIDY_ANALYSIS_OBJECTPATH_H

#include "analysis/FunctionBody.h"

namespace async_tidy {

struct ObjectPath {
  const clang::ValueDecl *Root = nullptr; ///< Null for `this`, and for no object.
  bool This = false;
  llvm::SmallVector<const clang::NamedDecl *, 3> Members; ///< Fields, and functions that hand out a part.

  explicit operator bool() const { return Root || This; }
  bool operator==(const ObjectPath &) const = default;

  /// True when this object is reached through \p Whole, or is it.
  bool isWithin(const ObjectPath &Whole) const;
};

/// The names of \p Members, with a dot between two: how the files of a program name a part of an object.
std::string memberNames(llvm::ArrayRef<const clang::NamedDecl *> Members);

/// The object that \p E, an expression of \p Body, means; an empty path when it is none that has a name.
ObjectPath objectPath(const clang::Expr *E, const FunctionBody &Body);

/// \p Path of the function that \p Call calls, said in the words of \p Caller. Empty when the caller cannot name it.
ObjectPath atCaller(const ObjectPath &Path, const clang::FunctionDecl &Callee, const CallSite &Call,
                    const FunctionBody &Caller);

/// True when the object belongs to whoever called the function: it came in by reference, or is captured so.
bool isHandedIn(const ObjectPath &Path, const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_OBJECTPATH_H
