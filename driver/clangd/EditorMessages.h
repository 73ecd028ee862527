//===--- EditorMessages.h - What the editor is told more --------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clangd knows of a finding what clang-tidy says: place, text, notes, fixes. What the catalogue knows is added to the
/// messages on their way out: the page of the check, its severity, its tags, and which of several fixes is the usual
/// one. Other diagnostics pass unchanged.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_CLANGD_EDITORMESSAGES_H
#define ASYNC_TIDY_DRIVER_CLANGD_EDITORMESSAGES_H

#include "llvm/Support/JSON.h"

namespace async_tidy::driver {

/// Completes one LSP Diagnostic, when it is a finding of ours.
void completeDiagnostic(llvm::json::Object &Diagnostic);

/// Marks the first quick fix of each finding among the answers to textDocument/codeAction as the preferred one.
void markPreferredFixes(llvm::json::Array &Actions);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_CLANGD_EDITORMESSAGES_H
