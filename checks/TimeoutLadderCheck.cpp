//===--- TimeoutLadderCheck.cpp - async-timeout-ladder --------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TimeoutLadderCheck.h"
#include "analysis/Durations.h"
#include "analysis/ProgramFacts.h"
#include "analysis/TimeFacts.h"

using namespace clang;

namespace async_tidy {

TimeoutLadderCheck::TimeoutLadderCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                       std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)), CheckRanges(flag("CheckRanges", false)) {}

void TimeoutLadderCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "CheckRanges", CheckRanges);
}

/// A thousandth is rounding.
static double mostOf(const DeadlineSite &Site) { return *Site.Limit * 1.001; }

void TimeoutLadderCheck::checkFunction(const FunctionBody &Body) {
  for (const DeadlineSite &Site : unit().timedWork().deadlines(Body)) {
    if (!Site.Limit || *Site.Limit <= 0)
      continue;
    // What a function in another file takes, the program knows.
    bool Ladder = Site.Of.Time.hasDeadline() && Site.Of.Time.Sum > mostOf(Site);
    if (Ladder || Site.Of.Time.isOpen())
      reportLadder(Body, Site);
    if (CheckRanges && !Ladder && Site.Of.Io)
      reportRange(Site);
  }
}

void TimeoutLadderCheck::reportLadder(const FunctionBody &Body, const DeadlineSite &Site) {
  ProgramFacts &Program = unit().program();
  WorkTerms Terms = workTerms(unit(), Site.Of.Time, &Site);
  std::string Name = Site.Of.Name.empty() ? "the work" : "'" + Site.Of.Name + "'";
  Report Out;
  Out.At = Site.At->getBeginLoc();
  Out.Message = Name + " is given " + secondsText(*Site.Limit) + ", but ";
  Pending When;
  if (Site.Of.Time.isOpen()) {
    Out.Message += "${inside}";
    When.Takes = partOf(Program.id(&Body.function()), "deadline", Program.place(Site.At->getBeginLoc()).Offset);
    When.Limit = mostOf(Site);
    Program.facts().takes(When.Takes, Terms);
  } else {
    Out.Message += ladderText(Terms);
    for (const program::FindingNote &Note : notesOf(Terms))
      Out.Notes.emplace_back(Program.locate(Note.At), Note.Message);
  }
  if (Site.Call != Site.At)
    Out.Notes.emplace_back(Site.Call->getBeginLoc(), "the outer deadline is set here");
  emit(Out, When);
}

void TimeoutLadderCheck::describeUnit() { describeWork(unit()); }

void TimeoutLadderCheck::reportRange(const DeadlineSite &Site) {
  const WaitClass &Class = waitClass(Site.Of.Io->Class);
  if (*Site.Limit >= Class.Least && *Site.Limit <= Class.Most)
    return;
  if (auto Diag = report(Site.At->getBeginLoc(), "'%0' %1 and is given %2; %3 are usual"))
    *Diag << Site.Of.Name << Class.Waits << secondsText(*Site.Limit) << Class.Usual;
}

} // namespace async_tidy
