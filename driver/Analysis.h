//===--- Analysis.h - Records of many units ---------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Gets the record of every unit that is asked for: from the cache where it still holds, from a worker otherwise, units
/// that take long first. A unit that fails yields a record that says why, and never keeps another from being analysed.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_ANALYSIS_H
#define ASYNC_TIDY_DRIVER_ANALYSIS_H

#include "Configuration.h"
#include "Messages.h"
#include "Options.h"
#include "OtherContents.h"
#include "Project.h"
#include "UnitCache.h"

namespace async_tidy::driver {

/// The units that a command line is about, and the project that they belong to.
struct Selection {
  Project Of;
  std::vector<Unit> Units;
  std::string BuildFolder;   ///< Empty with flags on the command line.
  bool PathsMissing = false; ///< Some path has no unit, which has been said.
};

/// An error when there is nothing that can be analysed.
llvm::Expected<Selection> selectUnits(const Options &O, Messages &Out);

struct AnalysisResult {
  std::vector<UnitRecord> Records; ///< In the order of the units.
  unsigned FromCache = 0;
};

/// With \p Other, as if files had those contents; then nothing is kept in the cache, or taken from it.
AnalysisResult analyse(llvm::ArrayRef<Unit> Units, const Project &P, Configuration &Config, const Options &O,
                       UnitCache &Cache, Messages &Out, const OtherContents *Other = nullptr);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_ANALYSIS_H
