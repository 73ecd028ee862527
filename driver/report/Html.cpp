//===--- Html.cpp ---------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One HTML page that needs nothing else: a summary by check, filters, and for each finding its source and the way to
/// its cause, every step with its own source. Style and script stand in report/html and are compiled in.
///
//===----------------------------------------------------------------------===//

#include "HtmlAssets.h"
#include "report/Formats.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace async_tidy::driver {
namespace {

constexpr unsigned LinesAround = 3;

std::string html(StringRef Text) {
  std::string Escaped;
  raw_string_ostream Out(Escaped);
  printHTMLEscaped(json::fixUTF8(Text), Out);
  return Escaped;
}

StringRef severityOf(const Finding &F) {
  const Rule *Known = reportedRule(F.Rule);
  return F.Level == FindingLevel::Error || !Known ? nameOf(Severity::High) : nameOf(Known->Level);
}

class Page {
public:
  Page(const ProjectReport &R, SourceLines &Sources, raw_ostream &Out) : R(R), Sources(Sources), Out(Out) {}

  void write() {
    Out << "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, "
           "initial-scale=1\">\n<title>async-tidy</title>\n<style>\n"
        << HtmlStyle << "</style>\n</head>\n<body>\n<h1>async-tidy</h1>\n";
    writeSummary();
    writeFilters();
    for (const ReportedFinding &F : R.Findings)
      writeFinding(F);
    if (R.Findings.empty())
      Out << "<p class=\"empty\">Nothing was found.</p>\n";
    Out << "<script>\n" << HtmlScript << "</script>\n</body>\n</html>\n";
  }

private:
  void writeSummary() {
    for (const UnitProblem &Problem : R.Problems)
      Out << "<p class=\"high\">" << html(R.describe(Problem)) << "</p>\n";
    struct Counts {
      unsigned Open = 0, Closed = 0;
    };
    std::map<StringRef, Counts> Rules;
    for (const ReportedFinding &F : R.Findings)
      ++(F.isOpen() ? Rules[F.Rule].Open : Rules[F.Rule].Closed);
    Out << "<table class=\"summary\">\n<tr><th>check</th><th>finds that</th><th class=\"count\">open</th>"
           "<th class=\"count\">suppressed or known</th></tr>\n";
    for (const auto &[Name, Count] : Rules) {
      const Rule *Known = reportedRule(Name);
      Out << "<tr><td><a href=\"#\" data-rule=\"" << html(Name) << "\">" << html(Name) << "</a></td><td>"
          << html(Known ? Known->Summary : "") << "</td><td class=\"count\">" << Count.Open
          << "</td><td class=\"count\">" << Count.Closed << "</td></tr>\n";
    }
    Out << "</table>\n";
  }

  void writeFilters() {
    std::map<StringRef, unsigned> Rules;
    for (const ReportedFinding &F : R.Findings)
      ++Rules[F.Rule];
    Out << "<form name=\"filters\">\n<input type=\"search\" name=\"text\" placeholder=\"Search file, function, "
           "message\" "
           "aria-label=\"Search\">\n<select name=\"rule\" aria-label=\"Check\"><option value=\"\">every check</option>";
    for (const auto &[Name, Count] : Rules)
      Out << "<option value=\"" << html(Name) << "\">" << html(Name) << " (" << Count << ")</option>";
    Out << "</select>\n<select name=\"severity\" aria-label=\"Severity\"><option value=\"\">every severity</option>";
    for (Severity S : {Severity::High, Severity::Medium, Severity::Low})
      Out << "<option>" << nameOf(S) << "</option>";
    Out << "</select>\n<label><input type=\"checkbox\" name=\"closed\"> suppressed and known</label>\n"
           "<span id=\"shown\" class=\"dim\"></span>\n</form>\n";
  }

  void writeFinding(const ReportedFinding &F) {
    std::string At = R.relative(F.Start.File) + ":" + std::to_string(F.Start.Line);
    StringRef Severity = severityOf(F);
    Out << "<article data-rule=\"" << html(F.Rule) << "\" data-severity=\"" << Severity << "\" data-open=\""
        << (F.isOpen() ? "yes" : "no") << "\" data-text=\""
        << html(StringRef(At + " " + F.FunctionName + " " + F.Message + " " + F.Rule).lower()) << "\">\n<h2>"
        << html(F.Message) << "</h2>\n<div><span class=\"level " << Severity << "\">" << Severity << "</span> <code>"
        << html(At) << "</code>" << (F.FunctionName.empty() ? "" : " in <code>" + html(F.FunctionName) + "</code>")
        << "<span class=\"tag\">" << html(F.Rule) << "</span>";
    if (!F.isOpen())
      Out << "<span class=\"tag\">" << (F.Suppressed ? "suppressed" : "in the baseline")
          << (F.Reason.empty() ? "" : ": " + html(F.Reason)) << "</span>";
    Out << "</div>\n";
    writeSource(F.Start, F.End);
    if (const Rule *Known = reportedRule(F.Rule); Known && is_contained(Known->Tags, "sequential"))
      writeTimeline();
    writePath(F);
    Out << "</article>\n";
  }

  /// Lines around a place; the bytes up to \p End are marked where it is known.
  void writeSource(const Place &Start, const Place &End) {
    if (!Start.Line)
      return;
    unsigned Last = std::max(Start.Line, End.Line) + LinesAround;
    Out << "<pre>";
    for (unsigned Line = Start.Line > LinesAround ? Start.Line - LinesAround : 1; Line <= Last; ++Line) {
      StringRef Text = Sources.line(Start.File, Line);
      bool Hit = Line >= Start.Line && Line <= std::max(Start.Line, End.Line);
      Out << "<span class=\"row" << (Hit ? " hit" : "") << "\"><span class=\"number\">" << Line << "</span>";
      size_t From = Line == Start.Line && Start.Column ? Start.Column - 1 : 0;
      size_t To = Line == End.Line && End.Column ? End.Column - 1 : Text.size();
      if (Hit && End.Line && From < To)
        Out << html(Text.take_front(From)) << "<b>" << html(Text.slice(From, To)) << "</b>"
            << html(Text.drop_front(std::min(To, Text.size())));
      else
        Out << html(Text);
      Out << "</span>";
    }
    Out << "</pre>\n";
  }

  /// Three waits, as the code has them and as they could be: a picture of what the finding says, not a measurement.
  void writeTimeline() {
    Out << "<div class=\"timeline\" role=\"img\" aria-label=\"Three waits one after another, and the same together\">"
           "<span class=\"dim\">now</span><div>";
    for (unsigned Wait = 0; Wait < 3; ++Wait)
      Out << "<i style=\"grid-column:" << 1 + 4 * Wait << " / span 4;grid-row:" << 1 + Wait << "\"></i>";
    Out << "</div><span class=\"dim\">together</span><div>";
    for (unsigned Wait = 0; Wait < 3; ++Wait)
      Out << "<i style=\"grid-column:1 / span 4;grid-row:" << 1 + Wait << "\"></i>";
    Out << "</div></div>\n";
  }

  void writePath(const Finding &F) {
    if (stepsOf(F).empty())
      return;
    Out << "<ol class=\"path\">\n";
    for (const FindingNote &Step : stepsOf(F)) {
      Out << "<li><details><summary>" << html(Step.Message) << " <code class=\"dim\">" << html(R.relative(Step.At.File))
          << ":" << Step.At.Line << "</code></summary>";
      writeSource(Step.At, {});
      Out << "</details></li>\n";
    }
    Out << "</ol>\n";
  }

  const ProjectReport &R;
  SourceLines &Sources;
  raw_ostream &Out;
};

} // namespace

void writeHtml(const ProjectReport &R, SourceLines &Sources, raw_ostream &Out) { Page(R, Sources, Out).write(); }

} // namespace async_tidy::driver
