//===--- Rdjson.cpp -------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The Reviewdog Diagnostic Format. Columns count bytes. Edits that touch the same lines are one suggestion, because
/// each suggestion is shown as a replacement of whole lines.
///
//===----------------------------------------------------------------------===//

#include "report/Formats.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

void writePosition(json::OStream &J, StringRef Name, const Place &P) {
  J.attributeObject(Name, [&] {
    J.attribute("line", P.Line);
    J.attribute("column", P.Column);
  });
}

void writeRange(json::OStream &J, const Place &Start, const Place &End) {
  J.attributeObject("range", [&] {
    writePosition(J, "start", Start);
    if (End.Line)
      writePosition(J, "end", End);
  });
}

StringRef severityOf(FindingLevel Level) {
  return Level == FindingLevel::Error ? "ERROR" : Level == FindingLevel::Warning ? "WARNING" : "INFO";
}

} // namespace

void writeRdjson(const ProjectReport &R, SourceLines &Sources, raw_ostream &Out) {
  auto Location = [&R](json::OStream &J, const Place &Start, const Place &End) {
    J.attributeObject("location", [&] {
      J.attribute("path", R.relative(Start.File));
      if (Start.Line)
        writeRange(J, Start, End);
    });
  };
  json::OStream J(Out, 2);
  J.object([&] {
    J.attributeObject("source", [&] { J.attribute("name", "async-tidy"); });
    J.attributeArray("diagnostics", [&] {
      for (const ReportedFinding &F : R.Findings) {
        if (!F.isOpen())
          continue;
        J.object([&] {
          J.attribute("message", F.Message);
          Location(J, F.Start, F.End);
          J.attribute("severity", severityOf(F.Level));
          J.attributeObject("code", [&] { J.attribute("value", F.Rule); });
          J.attributeArray("suggestions", [&] {
            for (const FindingFix &Fix : ArrayRef(F.Fixes).take_front(1))
              for (const FindingEdit &Edit : mergedEdits(Fix, Sources))
                if (Edit.File == F.Start.File)
                  J.object([&] {
                    writeRange(J, Sources.place(Edit.File, Edit.Offset),
                               Sources.place(Edit.File, Edit.Offset + Edit.Length));
                    J.attribute("text", json::fixUTF8(Edit.Text));
                  });
          });
          J.attributeArray("related_locations", [&] {
            for (const FindingNote &Step : stepsOf(F))
              J.object([&] {
                J.attribute("message", Step.Message);
                Location(J, Step.At, {});
              });
          });
        });
      }
    });
  });
  Out << '\n';
}

} // namespace async_tidy::driver
