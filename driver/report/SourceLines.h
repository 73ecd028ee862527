//===--- SourceLines.h - The text of files for reports ----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads files for reports, each once: their lines, and columns in the units that a format wants. A file that cannot be
/// read has no lines, and its columns stay in bytes.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_REPORT_SOURCELINES_H
#define ASYNC_TIDY_DRIVER_REPORT_SOURCELINES_H

#include "TextLines.h"
#include "llvm/ADT/StringMap.h"

namespace async_tidy::driver {

using namespace program; // The driver is about its records.

class SourceLines {
public:
  /// Line \p Number of \p File, from 1, without its end; empty when there is none.
  llvm::StringRef line(llvm::StringRef File, unsigned Number);
  /// The column of \p P in UTF-16 code units, from 1.
  unsigned utf16Column(const Place &P);
  /// The place of \p Offset in \p File.
  Place place(llvm::StringRef File, unsigned Offset);
  /// The bytes of \p File from \p Begin up to \p End.
  llvm::StringRef text(llvm::StringRef File, unsigned Begin, unsigned End);

private:
  const TextLines &read(llvm::StringRef File);

  llvm::StringMap<TextLines> Texts;
};

/// Edits of one file that touch the same lines, made one: what reviewers are offered as one suggestion.
std::vector<FindingEdit> mergedEdits(const FindingFix &Fix, SourceLines &Sources);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_REPORT_SOURCELINES_H
