//===--- JUnit.cpp --------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// JUnit XML: a suite per file, a failed test per finding, and one that passed when nothing was found. What is
/// suppressed or in the baseline is a skipped test. What could not be read is an error.
///
//===----------------------------------------------------------------------===//

#include "report/Formats.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

/// Text for XML, which has no way to write most control characters.
std::string xml(StringRef Text) {
  std::string Clean;
  for (char C : Text)
    Clean += static_cast<unsigned char>(C) < 0x20 && C != '\n' && C != '\t' ? ' ' : C;
  std::string Escaped;
  raw_string_ostream Out(Escaped);
  printHTMLEscaped(Clean, Out);
  return Escaped;
}

std::string attribute(StringRef Name, const Twine &Value) {
  // A line break in an attribute is read as a space.
  std::string Text = xml(Value.str());
  for (size_t At = 0; (At = Text.find('\n', At)) != std::string::npos;)
    Text.replace(At, 1, "&#10;");
  return (" " + Name + "=\"" + Text + "\"").str();
}

void writeSuite(raw_ostream &Out, StringRef Name, unsigned Tests, unsigned Failures, unsigned Errors,
                unsigned Skipped) {
  Out << "  <testsuite" << attribute("name", Name) << attribute("tests", Twine(Tests))
      << attribute("failures", Twine(Failures)) << attribute("errors", Twine(Errors))
      << attribute("skipped", Twine(Skipped)) << ">\n";
}

void writeCase(raw_ostream &Out, const ProjectReport &R, const ReportedFinding &F) {
  std::string At = R.relative(F.Start.File) + ":" + std::to_string(F.Start.Line) + ":" + std::to_string(F.Start.Column);
  Out << "    <testcase" << attribute("name", F.Rule + " at " + At) << attribute("classname", R.relative(F.Start.File))
      << ">\n";
  if (F.isOpen()) {
    Out << "      <failure" << attribute("message", F.Message) << attribute("type", F.Rule) << ">" << xml(At) << "\n";
    for (const FindingNote &Step : stepsOf(F))
      Out << xml(R.relative(Step.At.File)) << ":" << Step.At.Line << ": " << xml(Step.Message) << "\n";
    Out << "</failure>\n";
  } else {
    Out << "      <skipped"
        << attribute("message", F.Suppressed       ? "suppressed in the source"
                                : F.Reason.empty() ? "in the baseline"
                                                   : F.Reason)
        << "/>\n";
  }
  Out << "    </testcase>\n";
}

} // namespace

void writeJUnit(const ProjectReport &R, SourceLines & /*Sources*/, raw_ostream &Out) {
  MapVector<StringRef, std::vector<const ReportedFinding *>> Files;
  for (const ReportedFinding &F : R.Findings)
    Files[F.Start.File].push_back(&F);
  Out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"async-tidy\">\n";
  for (const auto &[File, Findings] : Files) {
    unsigned Open = count_if(Findings, [](const ReportedFinding *F) { return F->isOpen(); });
    writeSuite(Out, R.relative(File), Findings.size(), Open, 0, Findings.size() - Open);
    for (const ReportedFinding *F : Findings)
      writeCase(Out, R, *F);
    Out << "  </testsuite>\n";
  }
  if (!R.Problems.empty()) {
    writeSuite(Out, "async-tidy", R.Problems.size(), 0, R.Problems.size(), 0);
    for (const UnitProblem &Problem : R.Problems)
      Out << "    <testcase name=\"read\" classname=\"async-tidy\">\n      <error"
          << attribute("message", R.describe(Problem)) << "/>\n    </testcase>\n";
    Out << "  </testsuite>\n";
  } else if (Files.empty()) {
    writeSuite(Out, "async-tidy", 1, 0, 0, 0);
    Out << "    <testcase name=\"nothing was found\" classname=\"async-tidy\"/>\n  </testsuite>\n";
  }
  Out << "</testsuites>\n";
}

} // namespace async_tidy::driver
