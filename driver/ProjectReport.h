//===--- ProjectReport.h - All findings of a run ----------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Makes one list of what all units and the link between them have to say: sorted, a finding in a header once however
/// many units saw it, each with a fingerprint. The list does not depend on the order of the units.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_PROJECTREPORT_H
#define ASYNC_TIDY_DRIVER_PROJECTREPORT_H

#include "Project.h"
#include "UnitRecord.h"

namespace async_tidy::driver {

/// A unit of which not everything is known.
struct UnitProblem {
  std::string File, Message;

  friend auto operator<=>(const UnitProblem &, const UnitProblem &) = default;
};

/// What a baseline says of a finding.
enum class BaselineState {
  NotAsked, ///< There is no baseline.
  New,
  Known, ///< The baseline holds it: it is kept in reports, and fails no run.
};

struct ReportedFinding : Finding {
  explicit ReportedFinding(Finding F) : Finding(std::move(F)) {}

  BaselineState State = BaselineState::NotAsked;
  std::string Reason; ///< Why the baseline keeps it, in its own words; mostly empty.

  /// True for what somebody is to look at now.
  bool isOpen() const { return !Suppressed && State != BaselineState::Known; }
};

struct ProjectReport {
  std::string Root;
  /// Everything that was found, each finding once, sorted; suppressed ones and errors of Clang are among it.
  std::vector<ReportedFinding> Findings;
  std::vector<UnitProblem> Problems;
  unsigned Units = 0;

  /// \p File from the root.
  std::string relative(llvm::StringRef File) const { return Project(Root).relative(File); }
  std::string describe(const UnitProblem &P) const { return relative(P.File) + ": " + P.Message; }
  /// The number of findings that are to be looked at.
  unsigned shown() const;
  /// 0 clean, 1 findings, 2 wrong configuration, 3 a unit could not be analysed.
  int exitCode() const;
};

/// \p Linked are findings that came out of linking; what the configuration says of them is that of the units that have
/// their file. With \p WithUnusedNolints, comments that silence nothing are findings too.
ProjectReport makeReport(llvm::ArrayRef<UnitRecord> Records, std::vector<Finding> Linked, const Project &P,
                         bool WithUnusedNolints = false);

/// True for what Clang says of code that it cannot compile.
bool isCompileError(const Finding &F);
/// True for an error in a configuration file or a library model.
bool isConfigurationError(const Finding &F);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_PROJECTREPORT_H
