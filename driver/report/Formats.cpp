//===--- Formats.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Formats.h"
#include "Nolint.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace async_tidy::driver {

ArrayRef<ReportFormat> reportFormats() {
  static const ReportFormat Formats[] = {
      {"github", "annotations of GitHub Actions", writeGitHub},
      {"gitlab", "Code Quality of GitLab, JSON", writeGitLab},
      {"html", "one page for people, with the source", writeHtml},
      {"jsonl", "everything that is known of each finding, one JSON object a line", writeJSONLines},
      {"junit", "JUnit XML, for Jenkins and its like", writeJUnit},
      {"rdjson", "Reviewdog Diagnostic Format, JSON", writeRdjson},
      {"sarif", "SARIF 2.1.0, for GitHub code scanning and many viewers", writeSarif},
  };
  return Formats;
}

const ReportFormat *findReportFormat(StringRef Name) {
  const ReportFormat *Found = find_if(reportFormats(), [Name](const ReportFormat &F) { return F.Name == Name; });
  return Found == reportFormats().end() ? nullptr : Found;
}

const Rule *reportedRule(StringRef Name) {
  return Name == unusedNolintRule().Name ? &unusedNolintRule() : findRule(Name);
}

} // namespace async_tidy::driver
