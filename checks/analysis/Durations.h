//===--- Durations.h - Constant std::chrono values -*- C++ -*- ---===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a duration or a point in time is worth, where the compiler can tell: literals, constants, arithmetic over them,
/// default arguments, and variables that are never changed. Values are read from the structure of std::chrono's types
/// (one number, and a ratio among the template arguments), so other libraries' durations of the same make count as
/// well.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_DURATIONS_H
#define ASYNC_TIDY_ANALYSIS_DURATIONS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace async_tidy {

struct TimeValue {
  double Seconds = 0;
  bool Maximum = false; ///< The greatest value of its type: never.

  bool isZero() const { return Seconds == 0; }
  bool isNegative() const { return Seconds < 0; }
};

/// The value of \p E when it is a constant; a plain number counts as seconds (only its sign and zero mean anything).
std::optional<TimeValue> constantTime(const clang::Expr *E, const clang::ASTContext &Context);

/// The length in seconds of a tick of the duration type \p T; nothing for other types.
std::optional<double> tickOf(clang::QualType T);

/// True for a point in time: a class made of one duration.
bool isInstantType(clang::QualType T);

/// What \p Value, a constant of type \p T, is worth as a time or a number.
std::optional<TimeValue> timeOf(const clang::APValue &Value, clang::QualType T);

/// The variable or field that \p E hands on, perhaps converted to another duration; null when it is none.
const clang::ValueDecl *timeSource(const clang::Expr *E);

/// True for durations and points in time (also of other libraries: a class made of one number, or of one such class).
bool isTimeType(clang::QualType T);

/// How long operations of a class may take, and how a message speaks of them.
struct WaitClass {
  llvm::StringRef Name, Waits, Usual;
  unsigned Seconds;     ///< What a fix writes.
  unsigned Least, Most; ///< What is usual.
};

/// The class called \p Name; that of any I/O for a name that is not known.
const WaitClass &waitClass(llvm::StringRef Name);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_DURATIONS_H
