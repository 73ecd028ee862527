//===--- UnitRecord.h - What a run over one unit yields ---------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Everything that the driver keeps of a translation unit once it has been parsed. A record is what a worker sends
/// back, what the cache holds and what the phase `extract` writes; linking and reporting need nothing else.
///
/// Serialised, a record is a line that names the format, a line with the digest of the rest, one line of JSON with what
/// people may want to look at, one line for each file that was read or looked for in vain, and the facts as they came.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_UNITRECORD_H
#define ASYNC_TIDY_DRIVER_UNITRECORD_H

#include "Digest.h"
#include "program/Finding.h"
#include "llvm/Support/Error.h"

namespace async_tidy::driver {

using namespace program; // The driver is about its records.

enum class UnitStatus {
  Read,     ///< Parsed, and every check ran.
  Unparsed, ///< Clang reported errors; findings are those that came in spite of them.
  Failed,   ///< The analysis crashed, or went over a limit. There are no findings.
};

struct FileRead {
  std::string Path;
  Digest Content;
};

/// Which findings of a unit are shown, and how: what the configuration says for its main file.
struct UnitPolicy {
  std::string HeaderFilter, ExcludeHeaderFilter, WarningsAsErrors;

  friend bool operator==(const UnitPolicy &, const UnitPolicy &) = default;
};

/// The name of a check in a NOLINT comment of a file of the project; see Nolint.h.
struct NolintName {
  Place Start, End;
  std::string Check;                     ///< As it is written, which may be a glob.
  std::string Word;                      ///< 'NOLINT', 'NOLINTNEXTLINE' or 'NOLINTBEGIN'.
  unsigned ScopeBegin = 0, ScopeEnd = 0; ///< Findings between these bytes of the file are silenced.
  std::string FunctionUSR, FunctionName; ///< Of the function around it.
  bool IsUsed = false;                   ///< It silences something in this unit.

  friend auto operator<=>(const NolintName &, const NolintName &) = default;
};

struct UnitRecord {
  std::string Root;    ///< Of the project.
  std::string File;    ///< The main file; absolute.
  std::string Command; ///< Digest of the command, as text: a file can be compiled in several ways.
  UnitStatus Status = UnitStatus::Read;
  std::string Problem; ///< Why a unit failed, in one line.
  UnitPolicy Policy;
  std::vector<Finding> Findings;
  std::vector<NolintName> Nolints; ///< Those that the unit can judge.
  std::string Facts;               ///< For linking; its content is the business of checks/program.
  std::vector<FileRead> Reads;
  std::vector<std::string> Absent; ///< Files that would change the result if they appeared.
  unsigned Milliseconds = 0;       ///< CPU time that the unit took.

  std::string serialize() const;
  /// The record that \p Text holds; an error when it is of another format or damaged.
  static llvm::Expected<UnitRecord> parse(llvm::StringRef Text);
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_UNITRECORD_H
