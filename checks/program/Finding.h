//===--- Finding.h - The one record of a finding ----------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A finding as the driver keeps it: in the cache, in the files that its phases exchange, and for every output. It
/// knows no AST, no source manager and nothing of clang-tidy, so that a finding of a unit and a finding that came out
/// of linking all units are the same thing.
///
/// Lines and columns count from 1, columns and offsets in bytes. Paths are absolute and without dots; an output
/// shortens them. What is unknown is empty or 0.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_PROGRAM_FINDING_H
#define ASYNC_TIDY_PROGRAM_FINDING_H

#include "llvm/Support/JSON.h"
#include <string>
#include <vector>

namespace async_tidy::program {

/// A place in a file. Line 0: the file as a whole; no file: the run.
struct Place {
  std::string File;
  unsigned Offset = 0;
  unsigned Line = 0;
  unsigned Column = 0;

  friend auto operator<=>(const Place &, const Place &) = default;
};

/// A step of the reasoning: a note below the finding, or a link of its chain.
struct FindingNote {
  Place At;
  std::string Message;

  friend auto operator<=>(const FindingNote &, const FindingNote &) = default;
};

struct FindingEdit {
  std::string File;
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Text;

  friend auto operator<=>(const FindingEdit &, const FindingEdit &) = default;
};

/// One way to correct the finding: edits that belong together.
struct FindingFix {
  std::string Description; ///< Empty when the message of the finding says it.
  std::vector<FindingEdit> Edits;

  friend auto operator<=>(const FindingFix &, const FindingFix &) = default;
};

enum class FindingLevel { Warning, Error, Remark };

struct Finding {
  Place Start;      ///< Where the finding is printed; the order of findings begins with it.
  Place End;        ///< Behind the last byte of the range that is marked; in the file of Start.
  std::string Rule; ///< The full name of the check, or of Clang's diagnostic: 'clang-diagnostic-error'.
  FindingLevel Level = FindingLevel::Warning;
  std::string Message;

  std::string FunctionUSR;  ///< Of the function around Start that has a name; empty outside functions.
  std::string FunctionName; ///< The same, for people: 'Session::next'.
  std::string Snippet;      ///< The tokens from Start on, a space between each: the same however they are formatted.

  std::vector<FindingNote> Notes;
  /// The calls from the coroutine to what happens at its end, in this order, through all files; empty when the notes
  /// say all of it.
  std::vector<FindingNote> Chain;
  std::vector<FindingFix> Fixes;

  /// Says that this is the same finding after lines have moved: of rule, path below the root, function and snippet, and
  /// an ordinal among equal ones. Given by the driver when all findings are known.
  std::string Fingerprint;
  bool Suppressed = false; ///< A NOLINT comment silences it.
  /// No finding, but a use of the NOLINT comment at its place, which silences what others would be told. Reports leave
  /// it out.
  bool IsOnlyUse = false;

  /// By file and position, then by everything else: any order of units sorts to the same list.
  friend auto operator<=>(const Finding &, const Finding &) = default;

  /// True for what two units say of the same place of a header: rule, start and message agree. Notes may differ.
  bool isSameAs(const Finding &Other) const {
    return Start == Other.Start && Rule == Other.Rule && Message == Other.Message;
  }
};

llvm::StringRef nameOf(FindingLevel Level);

llvm::json::Value toJSON(const Place &P);
llvm::json::Value toJSON(const FindingNote &N);
llvm::json::Value toJSON(const FindingEdit &E);
llvm::json::Value toJSON(const FindingFix &F);
llvm::json::Value toJSON(const Finding &F);
bool fromJSON(const llvm::json::Value &V, Place &P, llvm::json::Path Path);
bool fromJSON(const llvm::json::Value &V, FindingNote &N, llvm::json::Path Path);
bool fromJSON(const llvm::json::Value &V, FindingEdit &E, llvm::json::Path Path);
bool fromJSON(const llvm::json::Value &V, FindingFix &F, llvm::json::Path Path);
bool fromJSON(const llvm::json::Value &V, FindingLevel &L, llvm::json::Path Path);
bool fromJSON(const llvm::json::Value &V, Finding &F, llvm::json::Path Path);

} // namespace async_tidy::program

#endif // ASYNC_TIDY_PROGRAM_FINDING_H
