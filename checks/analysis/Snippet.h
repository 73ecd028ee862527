//===--- Snippet.h - Code in one line, however it is formatted ---*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The code of a finding as baselines and fingerprints remember it.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_SNIPPET_H
#define ASYNC_TIDY_ANALYSIS_SNIPPET_H

#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace async_tidy {

/// The tokens of \p Text from \p Begin to the end of the statement or its head, a space between each, cut off where
/// they get long: what stays the same when code is formatted anew.
std::string snippetAt(llvm::StringRef Text, unsigned Begin, const clang::LangOptions &Language);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SNIPPET_H
