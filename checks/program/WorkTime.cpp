//===--- WorkTime.cpp -----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/WorkTime.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"
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

/// What more callers would have to give is generated code: unknown.
static constexpr size_t MostFactors = 16;

std::optional<WorkTerm> applied(WorkTerm Term, ArrayRef<std::optional<Amount>> Arguments) {
  auto Given = [&](unsigned Parameter) {
    return Parameter < Arguments.size() ? Arguments[Parameter] : std::optional<Amount>();
  };
  Amount Each{Term.Each.Number, {}};
  for (unsigned Parameter : Term.Each.Parameters) {
    std::optional<Amount> Factor = Given(Parameter);
    if (!Factor)
      return std::nullopt;
    if (Each.Parameters.size() + Factor->Parameters.size() > MostFactors)
      return std::nullopt;
    Each.Number *= Factor->Number;
    Each.Parameters.insert(Each.Parameters.end(), Factor->Parameters.begin(), Factor->Parameters.end());
  }
  Term.Each = std::move(Each);
  std::vector<RoundsOf> Rounds;
  for (const RoundsOf &R : Term.Rounds) {
    std::optional<Amount> Count = Given(R.Parameter);
    if (Count && Count->isKnown())
      Term.Times = SaturatingMultiply(Term.Times, unsigned(std::clamp(Count->Number + R.More, 0.0, 1e9)));
    else if (Count && Count->Number == 1 && Count->Parameters.size() == 1 && Rounds.size() < MostFactors)
      Rounds.push_back({Count->Parameters.front(), R.More});
  }
  Term.Rounds = std::move(Rounds);
  return Term.Times > 0 && Term.Each.Number > 0 ? std::optional(std::move(Term)) : std::nullopt;
}

//===----------------------------------------------------------------------===//
// Dependence as text: `parameter,...;parameter+more,...;argument,...`, an argument being `-` or `number*parameter...`
//===----------------------------------------------------------------------===//

std::string dependenceText(const WorkTerm &Term) {
  if (Term.Each.isKnown() && Term.Rounds.empty() && Term.Arguments.empty())
    return {};
  std::string Text;
  raw_string_ostream Out(Text);
  interleave(Term.Each.Parameters, Out, [&](unsigned Parameter) { Out << Parameter; }, ",");
  Out << ';';
  interleave(Term.Rounds, Out, [&](const RoundsOf &R) { Out << R.Parameter << '+' << R.More; }, ",");
  Out << ';';
  interleave(
      Term.Arguments, Out,
      [&](const std::optional<Amount> &Argument) {
        if (!Argument) {
          Out << '-';
          return;
        }
        Out << formatv("{0:e16}", Argument->Number);
        for (unsigned Parameter : Argument->Parameters)
          Out << '*' << Parameter;
      },
      ",");
  return Text;
}

bool readDependence(StringRef Text, WorkTerm &Term) {
  if (Text.empty())
    return true;
  SmallVector<StringRef, 4> Groups, Parts;
  Text.split(Groups, ';');
  if (Groups.size() != 3)
    return false;
  auto Split = [&](StringRef Group) -> ArrayRef<StringRef> {
    Parts.clear();
    if (!Group.empty())
      Group.split(Parts, ',');
    return Parts;
  };
  for (StringRef Part : Split(Groups[0]))
    if (Part.getAsInteger(10, Term.Each.Parameters.emplace_back()))
      return false;
  for (StringRef Part : Split(Groups[1])) {
    auto [Parameter, More] = Part.split('+');
    RoundsOf &R = Term.Rounds.emplace_back();
    if (Parameter.getAsInteger(10, R.Parameter) || More.getAsInteger(10, R.More))
      return false;
  }
  for (StringRef Part : Split(Groups[2])) {
    std::optional<Amount> &Argument = Term.Arguments.emplace_back();
    if (Part == "-")
      continue;
    auto [Number, Rest] = Part.split('*');
    if (Number.getAsDouble(Argument.emplace().Number))
      return false;
    SmallVector<StringRef, 2> Parameters;
    Rest.split(Parameters, '*', -1, false);
    for (StringRef Parameter : Parameters)
      if (Parameter.getAsInteger(10, Argument->Parameters.emplace_back()))
        return false;
  }
  return true;
}

double sumOf(ArrayRef<WorkTerm> Terms) {
  double Sum = 0;
  for (const WorkTerm &Term : Terms)
    Sum += Term.Each.isKnown() ? Term.Each.Number * Term.Times : 0;
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
    Text += secondsText(Term.Each.Number);
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
