//===--- ProjectRun.h - One run over a project ------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the commands that analyse have in common: which units there are, their configuration, their records, and the
/// report on all of them together; also how that report would look if some files were different.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_PROJECTRUN_H
#define ASYNC_TIDY_DRIVER_PROJECTRUN_H

#include "Analysis.h"
#include "ProjectReport.h"

namespace async_tidy::driver {

class ProjectRun {
public:
  /// Analyses the units that \p O names. Null, with a message, when there are none or their configuration cannot be
  /// used.
  static std::unique_ptr<ProjectRun> start(const Options &O, Messages &Out);

  const Project &project() const { return Selected.Of; }
  llvm::ArrayRef<UnitRecord> records() const { return Result.Records; }
  unsigned fromCache() const { return Result.FromCache; }
  bool pathsMissing() const { return Selected.PathsMissing; }

  ProjectReport report();

  /// The records as they would be with \p Other; those of units that it does not concern are what they are.
  std::vector<UnitRecord> recordsWith(const OtherContents &Other);
  /// The report on records of this project. A part of a program cannot answer for the rest of it; merge does.
  ProjectReport reportOn(llvm::ArrayRef<UnitRecord> Records);

  /// The report at a revision of git, with the configuration and the units of now.
  llvm::Expected<ProjectReport> reportSince(llvm::StringRef Revision);

  int exitCode(const ProjectReport &R) const;

private:
  ProjectRun(const Options &O, Messages &Out, Configuration Config, Selection Selected);

  const Options &O;
  Messages &Out;
  Configuration Config;
  Selection Selected;
  UnitCache Cache;
  AnalysisResult Result;
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_PROJECTRUN_H
