//===--- Fixes.h - Building code for fix-its --------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Source text and edits. Nothing is edited inside a macro expansion: functions that would have to return nothing.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_FIXES_H
#define ASYNC_TIDY_ANALYSIS_FIXES_H

#include "analysis/FunctionBody.h"
#include "libraries/LibraryModel.h"
#include "clang/Basic/Diagnostic.h"

namespace async_tidy {

/// One way to mend a finding: what it does, in the imperative, its edits, and the headers that they need.
struct Repair {
  std::string Title;
  llvm::SmallVector<clang::FixItHint, 3> Edits;
  llvm::SmallVector<std::string, 2> Includes;
};

/// What \p Edits do, as the title of a repair that has none of its own: `insert 'co_await'`.
std::string describeEdits(llvm::ArrayRef<clang::FixItHint> Edits);

/// The text of \p Range as written; none when a macro is involved.
std::optional<std::string> sourceText(clang::CharSourceRange Range, const clang::ASTContext &Context);
std::optional<std::string> sourceText(const clang::Expr *E, const clang::ASTContext &Context);

/// The comments that begin in [\p Begin, \p End), as written.
std::vector<llvm::StringRef> commentsIn(clang::SourceLocation Begin, clang::SourceLocation End,
                                        const clang::ASTContext &Context);

/// True when \p Edits remove a comment that no text of theirs has again.
bool losesComments(llvm::ArrayRef<clang::FixItHint> Edits, const clang::ASTContext &Context);

/// Puts `co_await ` before \p E, with the parentheses that the operators around and inside it need.
llvm::SmallVector<clang::FixItHint, 2> insertAwait(const clang::Expr *E, const FunctionBody &Body);

/// Replaces \p E by \p Text, in parentheses where the surrounding expression would otherwise bind tighter than the
/// `co_await` that the text begins with.
llvm::SmallVector<clang::FixItHint, 2> replaceExpr(const clang::Expr *E, std::string Text, const FunctionBody &Body);

/// Fills the placeholders `{name}` of a fix text.
std::string fillPlaceholders(llvm::StringRef Text, llvm::ArrayRef<std::pair<llvm::StringRef, std::string>> Values);

/// The header that \p Fix of the library under \p Root needs; empty when every name that the fix writes is declared in
/// this unit already.
std::string neededInclude(const FixEntry &Fix, llvm::StringRef Root, const clang::ASTContext &Context);

/// \p Qualified, shortened to how \p Context's file already spells that namespace when it has an alias for it that is
/// visible at the top of the file: `asio::` for `boost::asio::`.
std::string spellNamespace(llvm::StringRef Qualified, const clang::DeclContext *At, const clang::ASTContext &Context);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FIXES_H
