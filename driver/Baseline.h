//===--- Baseline.h - Findings that are known already -----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A file of findings that a project lives with for now. Findings in it fail no run and are marked in reports; what is
/// in it and no longer found is stale.
///
/// One JSON object a line: `rule`, `path` (from the root), `function`, `snippet` and, where they say something, `count`
/// and `reason`. There are no positions in it, so that it survives edits elsewhere, and a snippet is the tokens of the
/// code, so that it survives reformatting. An entry whose path has nothing left for it also stands for the same finding
/// of the same function in another file: one that was renamed, or a function that moved. Lines are sorted when the file
/// is written and may come in any order, also twice: merging two versions line by line (git's `union`) gives what both
/// meant.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_BASELINE_H
#define ASYNC_TIDY_DRIVER_BASELINE_H

#include "Messages.h"
#include "Options.h"
#include "ProjectReport.h"
#include "llvm/Support/Error.h"
#include <map>

namespace async_tidy::driver {

/// Where a baseline is written when no file is named.
inline constexpr llvm::StringLiteral DefaultBaseline = "async-tidy-baseline.jsonl";

struct BaselineKey {
  std::string Rule, Path, Function, Snippet;

  friend auto operator<=>(const BaselineKey &, const BaselineKey &) = default;
};

struct BaselineEntry {
  unsigned Count = 0;
  std::string Reason;
};

class Baseline {
public:
  /// What \p Text, the content of \p File, says; an error that names the line of a mistake.
  static llvm::Expected<Baseline> parse(llvm::StringRef Text, llvm::StringRef File);
  static llvm::Expected<Baseline> read(llvm::StringRef File);

  /// Everything in \p R that nothing suppresses, with the reasons that this baseline gives.
  Baseline rewritten(const ProjectReport &R) const;

  /// Marks the findings of \p R as known or new. Returns what is stale: entries, or as many of one as are gone.
  Baseline apply(ProjectReport &R) const;

  /// What is left without \p Stale.
  Baseline without(const Baseline &Stale) const;

  std::string text() const;
  const std::map<BaselineKey, BaselineEntry> &entries() const { return Entries; }
  /// The number of findings that the entries stand for.
  unsigned size() const;

private:
  std::map<BaselineKey, BaselineEntry> Entries;
};

/// Applies the baseline that \p O names, if any, and says what in it is stale. False, with a message, when it cannot be
/// read.
bool applyBaseline(ProjectReport &R, const Options &O, Messages &Out);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_BASELINE_H
