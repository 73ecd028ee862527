//===--- Outputs.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Outputs.h"
#include "UnitCache.h"
#include "report/Formats.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace async_tidy::driver {

static void print(const ProjectReport &R, StringRef Format, raw_ostream &OS, bool Color) {
  SourceLines Sources;
  if (const ReportFormat *Known = findReportFormat(Format))
    Known->Write(R, Sources, OS);
  else
    printText(R, OS, Color);
}

void tellProblems(const ProjectReport &R, Messages &Out) {
  Project Here(absolutePath("."));
  for (const UnitProblem &Problem : R.Problems)
    Out.error(Here.relative(Problem.File) + ": " + Problem.Message);
}

Error printReport(const ProjectReport &R, const Options &O) {
  bool Color = O.Color.value_or(sys::Process::StandardOutHasColors());
  if (O.Outputs.empty())
    print(R, "text", outs(), Color);
  for (const OutputRequest &Request : O.Outputs) {
    if (Request.File.empty()) {
      print(R, Request.Format, outs(), Color);
      continue;
    }
    std::string Text;
    raw_string_ostream OS(Text);
    print(R, Request.Format, OS, O.Color.value_or(false));
    if (Error Failed = writeThenRename(absolutePath(Request.File), Text))
      return Failed;
  }
  outs().flush();
  return Error::success();
}

} // namespace async_tidy::driver
