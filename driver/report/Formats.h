//===--- Formats.h - Findings in the forms that others read ------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The outputs of the driver, each a function from the findings to text. An output knows nothing of how findings came
/// about, and what it writes depends on its input alone: the same findings give the same bytes, whatever the machine,
/// the number of jobs or the order of the units.
///
/// Paths below the root are written from there, with slashes. Columns count bytes in rdjson and UTF-16 code units in
/// SARIF; formats that say nothing get bytes.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_REPORT_FORMATS_H
#define ASYNC_TIDY_DRIVER_REPORT_FORMATS_H

#include "Catalogue.h"
#include "ProjectReport.h"
#include "report/SourceLines.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace async_tidy::driver {

struct ReportFormat {
  llvm::StringRef Name;    ///< As in `--output sarif:FILE`.
  llvm::StringRef Summary; ///< For the help.
  void (*Write)(const ProjectReport &R, SourceLines &Sources, llvm::raw_ostream &Out);
};

/// Every format but plain text, which needs a terminal's width and colours.
llvm::ArrayRef<ReportFormat> reportFormats();
/// The format called \p Name; null when there is none.
const ReportFormat *findReportFormat(llvm::StringRef Name);

void writeGitHub(const ProjectReport &R, SourceLines &Sources, llvm::raw_ostream &Out);
void writeGitLab(const ProjectReport &R, SourceLines &Sources, llvm::raw_ostream &Out);
void writeHtml(const ProjectReport &R, SourceLines &Sources, llvm::raw_ostream &Out);
void writeJSONLines(const ProjectReport &R, SourceLines &Sources, llvm::raw_ostream &Out);
void writeJUnit(const ProjectReport &R, SourceLines &Sources, llvm::raw_ostream &Out);
void writeRdjson(const ProjectReport &R, SourceLines &Sources, llvm::raw_ostream &Out);
void writeSarif(const ProjectReport &R, SourceLines &Sources, llvm::raw_ostream &Out);

/// What is known of the rule called \p Name, a check or a rule of the driver; null for those of Clang and clang-tidy.
const Rule *reportedRule(llvm::StringRef Name);

/// The steps that lead from the finding to its cause: its chain, or its notes when they say all of it.
inline llvm::ArrayRef<FindingNote> stepsOf(const Finding &F) { return F.Chain.empty() ? F.Notes : F.Chain; }

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_REPORT_FORMATS_H
