//===--- GitHub.cpp -------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Workflow commands of GitHub Actions, a line each. GitHub shows ten warnings and ten errors of a step; the others
/// stand in its log.
///
//===----------------------------------------------------------------------===//

#include "report/Formats.h"

using namespace llvm;

namespace async_tidy::driver {

static void escape(raw_ostream &Out, StringRef Text, bool Property) {
  for (char C : Text)
    switch (C) {
    case '%':
      Out << "%25";
      break;
    case '\r':
      Out << "%0D";
      break;
    case '\n':
      Out << "%0A";
      break;
    case ':':
      Out << (Property ? "%3A" : ":");
      break;
    case ',':
      Out << (Property ? "%2C" : ",");
      break;
    default:
      Out << C;
    }
}

static StringRef commandFor(FindingLevel Level) {
  return Level == FindingLevel::Error ? "error" : Level == FindingLevel::Warning ? "warning" : "notice";
}

void writeGitHub(const ProjectReport &R, SourceLines & /*Sources*/, raw_ostream &Out) {
  for (const ReportedFinding &F : R.Findings) {
    if (!F.isOpen())
      continue;
    Out << "::" << commandFor(F.Level) << " title=";
    escape(Out, F.Rule, true);
    if (F.Start.Line) {
      Out << ",file=";
      escape(Out, R.relative(F.Start.File), true);
      Out << ",line=" << F.Start.Line << ",endLine=" << F.End.Line;
      // Columns are only taken for a range within one line.
      if (F.Start.Line == F.End.Line)
        Out << ",col=" << F.Start.Column << ",endColumn=" << F.End.Column;
    }
    Out << "::";
    escape(Out, F.Message, false);
    for (const FindingNote &Step : stepsOf(F)) {
      escape(Out, "\n" + R.relative(Step.At.File) + ":" + std::to_string(Step.At.Line) + ": " + Step.Message, false);
    }
    Out << '\n';
  }
  for (const UnitProblem &Problem : R.Problems) {
    Out << "::error title=async-tidy::";
    escape(Out, R.describe(Problem), false);
    Out << '\n';
  }
}

} // namespace async_tidy::driver
