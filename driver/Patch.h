//===--- Patch.h - Edits of many fixes in the files of a project ---*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Puts the edits of fixes together: each place of a file is edited once, whoever asks for it how often, and positions
/// of the old text can be found in the new one.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_PATCH_H
#define ASYNC_TIDY_DRIVER_PATCH_H

#include "OtherContents.h"
#include "program/Finding.h"
#include <map>
#include <vector>

namespace async_tidy::driver {

class Patch {
public:
  /// Adds the edits of \p Fix. False, and nothing is added, when one of them overlaps with another that is there, or
  /// its file cannot be read. The same insertion at the same place, as of an include that several fixes need, counts
  /// once.
  bool add(const FindingFix &Fix);

  bool empty() const { return Files.empty(); }
  /// The files as they would be.
  OtherContents contents() const;

  /// Where a position of the old text of a file can be in the new one: from the first to the last byte that stands in
  /// its place.
  std::pair<unsigned, unsigned> moved(llvm::StringRef File, unsigned Offset) const;

  /// The distance of a position of the new text from the nearest edit of \p Fix in its file; none when it has no edit
  /// there.
  std::optional<unsigned> distance(const FindingFix &Fix, llvm::StringRef File, unsigned NewOffset) const;

  /// The change of all files in the unified format, with names from \p Root.
  std::string diff(llvm::StringRef Root) const;

  /// The text of \p File that the edits are based on.
  llvm::StringRef original(llvm::StringRef File) const;

private:
  struct File {
    std::string Text;
    std::vector<FindingEdit> Edits; ///< Sorted, none overlaps with another.
  };
  static std::string patched(const File &F, unsigned Begin, unsigned End);

  std::map<std::string, File, std::less<>> Files;
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_PATCH_H
