//===--- Fixing.h - Which fixes can stay ------------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Applies the fixes of findings together, looks at what comes of it before anything is written, and takes back what
/// does harm: every unit that an edit concerns is analysed again, and a fix after which one no longer compiles, or
/// whose finding is still there, goes. The rest is tried again without it, until nothing has to go.
///
/// A fix is blamed for a compile error when it is the one with an edit nearest to it. Blame can be wrong, so that those
/// who were blamed get a second chance, each alone.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_FIXING_H
#define ASYNC_TIDY_DRIVER_FIXING_H

#include "Patch.h"
#include "ProjectRun.h"

namespace async_tidy::driver {

enum class FixFate {
  Applied,
  Overlaps,       ///< With another fix; a second run can apply it.
  DoesNotCompile, ///< With it, a unit does not compile.
  HasNoEffect,    ///< The finding is still there.
  CannotBeTried,  ///< A unit that it concerns does not compile without it, or is not known.
};

struct TriedFix {
  const ReportedFinding *Of = nullptr;
  FixFate Fate = FixFate::Applied;
  std::string Because; ///< The compile error.

  const FindingFix &fix() const { return Of->Fixes.front(); }
};

struct FixResult {
  std::vector<TriedFix> Tried; ///< In the order of the findings.
  Patch Edits;                 ///< Those of the applied ones.
};

FixResult tryFixes(ProjectRun &Run, const ProjectReport &R);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_FIXING_H
