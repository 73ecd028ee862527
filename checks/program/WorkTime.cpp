//===--- WorkTime.cpp -----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/WorkTime.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <set>

using namespace llvm;

namespace async_tidy {

using namespace program;

std::string secondsText(double Seconds) {
  bool Small = Seconds < 1;
  double Shown = std::round((Small ? Seconds * 1000 : Seconds) * 1000) / 1000;
  std::string Text = formatv("{0:f3}", Shown).str();
  Text.erase(Text.find_last_not_of('0') + 1);
  if (Text.back() == '.')
    Text.pop_back();
  return Text + (Small ? " ms" : " s");
}

double sumOf(ArrayRef<WorkTerm> Terms) {
  double Sum = 0;
  for (const WorkTerm &Term : Terms)
    Sum += Term.Each * Term.Times;
  return Sum;
}

std::string termsText(ArrayRef<WorkTerm> Terms) {
  std::string Text;
  unsigned Shown = 0;
  for (const WorkTerm &Term : Terms) {
    if (!Text.empty())
      Text += " + ";
    if (++Shown > 6)
      return Text + "...";
    if (Term.Times > 1)
      Text += std::to_string(Term.Times) + " x ";
    Text += secondsText(Term.Each);
  }
  return Text;
}

std::string ladderText(ArrayRef<WorkTerm> Terms) {
  std::string Sum = secondsText(sumOf(Terms));
  if (Terms.size() == 1 && Terms.front().Times == 1)
    return "the deadline inside it is " + Sum + ": it never gets that far";
  return "the deadlines inside it allow " + Sum + " (" + termsText(Terms) + "): the outer one ends it before they do";
}

std::vector<FindingNote> notesOf(ArrayRef<WorkTerm> Terms) {
  std::vector<FindingNote> Notes;
  std::set<FindingNote> Seen;
  for (const WorkTerm &Term : Terms) {
    if (Term.Notes.empty())
      continue;
    for (const FindingNote &Note : ArrayRef(Term.Notes).drop_back())
      if (Seen.insert(Note).second)
        Notes.push_back(Note);
    const FindingNote &Last = Term.Notes.back();
    if (!Seen.insert(Last).second)
      continue;
    // What grows from round to round stands in one place.
    WorkTerms Here;
    for (const WorkTerm &Other : Terms)
      if (!Other.Notes.empty() && Other.Notes.back() == Last)
        Here.push_back(Other);
    Notes.push_back({Last.At, Last.Message + ": " + termsText(Here)});
  }
  return Notes;
}

} // namespace async_tidy
