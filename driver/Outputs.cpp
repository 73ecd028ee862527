//===--- Outputs.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Outputs.h"
#include "UnitCache.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace async_tidy {

void printJSONLines(const Report &R, raw_ostream &OS) {
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

static void print(const Report &R, StringRef Format, raw_ostream &OS, bool Color) {
  if (Format == "jsonl")
    printJSONLines(R, OS);
  else
    printText(R, OS, Color);
}

Error printReport(const Report &R, const Options &O) {
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

} // namespace async_tidy
