//===--- SourceText.h - Lines, columns and tokens of files ------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Turns what a diagnostic knows, a file and an offset, into what a finding holds. Files are read once per run over a
/// unit, through the file manager of that unit, so that it is the text that was parsed.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_SOURCETEXT_H
#define ASYNC_TIDY_DRIVER_SOURCETEXT_H

#include "TextLines.h"
#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/StringMap.h"

namespace clang {
class FileManager;
}

namespace async_tidy::driver {

using namespace program; // The driver is about its records.

class SourceText {
public:
  SourceText(clang::FileManager &Files, const clang::LangOptions &Language) : Files(Files), Language(Language) {}

  /// \p Path as Clang names it, from the folder of the unit.
  Place place(llvm::StringRef Path, unsigned Offset);
  /// The end of the token at \p Offset.
  unsigned tokenEnd(llvm::StringRef Path, unsigned Offset);
  /// The code from \p Begin on (analysis/Snippet.h).
  std::string snippet(llvm::StringRef Path, unsigned Begin);

private:
  const TextLines &read(llvm::StringRef Path);

  clang::FileManager &Files;
  const clang::LangOptions &Language;
  llvm::StringMap<TextLines> Texts;
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_SOURCETEXT_H
