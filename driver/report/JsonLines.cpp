//===--- JsonLines.cpp ----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The record of each finding, one JSON object a line: everything that the driver knows, suppressed and known findings
/// included. Paths are relative to the root.
///
//===----------------------------------------------------------------------===//

#include "report/Formats.h"

using namespace llvm;

namespace async_tidy::driver {

void writeJSONLines(const ProjectReport &R, SourceLines & /*Sources*/, raw_ostream &OS) {
  Project P(R.Root);
  for (Finding F : R.Findings) {
    auto Shorten = [&](std::string &Path) { Path = P.relative(Path); };
    Shorten(F.Start.File);
    Shorten(F.End.File);
    for (std::vector<FindingNote> *Steps : {&F.Notes, &F.Chain})
      for (FindingNote &Step : *Steps)
        Shorten(Step.At.File);
    for (FindingFix &Fix : F.Fixes)
      for (FindingEdit &Edit : Fix.Edits)
        Shorten(Edit.File);
    OS << json::Value(F) << '\n';
  }
}

} // namespace async_tidy::driver
