//===--- Catalogue.h - What is known of each check --------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The catalogue, checks/checks.yaml, with the page of each check, for what lists or explains checks: the driver, its
/// reports, the editor server. The table is generated while building, so it cannot be stale.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_CATALOGUE_H
#define ASYNC_TIDY_CATALOGUE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace async_tidy {

enum class Severity { High, Medium, Low };

inline llvm::StringRef nameOf(Severity S) {
  return S == Severity::High ? "high" : S == Severity::Medium ? "medium" : "low";
}

struct Rule {
  llvm::StringRef Name;    ///< 'async-blocking-call'.
  llvm::StringRef Summary; ///< One line without a full stop: what the check finds.
  Severity Level;
  llvm::StringRef Tier; ///< 'stable' or 'preview'.
  bool HasFix;          ///< Some of its findings come with a fix.
  llvm::StringRef Since;
  llvm::ArrayRef<llvm::StringRef> Tags;
  llvm::StringRef Page; ///< Its page in the documentation, Markdown.
};

/// Every check, by name.
llvm::ArrayRef<Rule> catalogue();

/// The rule called \p Name (with the prefix); null when there is none.
inline const Rule *findRule(llvm::StringRef Name) {
  const Rule *Found = llvm::find_if(catalogue(), [Name](const Rule &R) { return R.Name == Name; });
  return Found == catalogue().end() ? nullptr : Found;
}

} // namespace async_tidy

#endif // ASYNC_TIDY_CATALOGUE_H
