//===--- GitLab.cpp -------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// GitLab's Code Quality report. GitLab compares reports by fingerprint and shows one entry for equal ones; it does not
/// show the name of the check, so the description begins with it.
///
//===----------------------------------------------------------------------===//

#include "report/Formats.h"

using namespace llvm;

namespace async_tidy::driver {

static StringRef severityOf(const Finding &F) {
  if (F.Level == FindingLevel::Error)
    return "critical";
  const Rule *Known = reportedRule(F.Rule);
  if (!Known || F.Level == FindingLevel::Remark)
    return "info";
  return Known->Level == Severity::High ? "major" : Known->Level == Severity::Medium ? "minor" : "info";
}

void writeGitLab(const ProjectReport &R, SourceLines & /*Sources*/, raw_ostream &Out) {
  json::OStream J(Out, 2);
  J.array([&] {
    for (const ReportedFinding &F : R.Findings) {
      if (!F.isOpen())
        continue;
      J.object([&] {
        J.attribute("description", F.Rule + ": " + F.Message);
        J.attribute("check_name", F.Rule);
        J.attribute("fingerprint", F.Fingerprint);
        J.attribute("severity", severityOf(F));
        J.attributeObject("location", [&] {
          J.attribute("path", R.relative(F.Start.File));
          J.attributeObject("lines", [&] {
            J.attribute("begin", std::max(F.Start.Line, 1u));
            J.attribute("end", std::max(F.End.Line, 1u));
          });
        });
      });
    }
  });
  Out << '\n';
}

} // namespace async_tidy::driver
