//===--- TimeoutLadderCheck.cpp - async-timeout-ladder --------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TimeoutLadderCheck.h"
#include "analysis/Durations.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

TimeoutLadderCheck::TimeoutLadderCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                       std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)), CheckRanges(flag("CheckRanges", false)) {}

void TimeoutLadderCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "CheckRanges", CheckRanges);
}

void TimeoutLadderCheck::checkFunction(const FunctionBody &Body) {
  for (const DeadlineSite &Site : unit().timedWork().deadlines(Body)) {
    if (!Site.Limit || *Site.Limit <= 0)
      continue;
    // What a function in another file takes, the program knows.
    bool Open = Site.Of.Time.isOpen();
    if (Open || (Site.Of.Time.hasDeadline() && Site.Of.Time.Sum > mostOf(Site)))
      reportLadder(Body, Site);
    if (CheckRanges && Site.Of.Io && Site.Of.Time.Sum <= mostOf(Site))
      reportRange(Site);
  }
}

/// A thousandth is rounding.
double TimeoutLadderCheck::mostOf(const DeadlineSite &Site) { return *Site.Limit * 1.001; }

/// \p Time as the program reads it, without the calls that \p Site makes itself.
WorkTerms TimeoutLadderCheck::termsOf(const Timeline &Time, const DeadlineSite *Site) {
  ProgramFacts &Program = unit().program();
  WorkTerms Terms;
  for (const TimeTerm &Term : Time.Terms) {
    WorkTerm &Out = Terms.emplace_back(WorkTerm{Term.Each, Term.Times, Term.Pause, 0, {}});
    auto Note = [&](const Expr *E, std::string Text) {
      Out.Notes.push_back(Program.note(E->getBeginLoc(), std::move(Text)));
      Noted[Out.Notes.back().At] = E->getBeginLoc();
    };
    auto NoteCall = [&](const Expr *E) {
      if (auto Call = CallSite::of(E); Call && Call->Callee && !(Site && (E == Site->At || E == Site->Of.Made)))
        Note(E, "'" + displayName(*Call->Callee) + "' is called here");
    };
    llvm::for_each(Term.Through, NoteCall);
    if (Term.Open) {
      Out.Callee = Program.id(Term.Open);
      NoteCall(Term.At);
    } else {
      std::string Name = Term.Name.empty() ? "the work" : "'" + Term.Name + "'";
      Note(Term.At, Term.Pause ? "pauses here" : "the deadline of " + Name + " is set here");
    }
  }
  return Terms;
}

void TimeoutLadderCheck::reportLadder(const FunctionBody &Body, const DeadlineSite &Site) {
  ProgramFacts &Program = unit().program();
  WorkTerms Terms = termsOf(Site.Of.Time, &Site);
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
      Out.Notes.emplace_back(Noted[Note.At], Note.Message);
  }
  if (Site.Call != Site.At)
    Out.Notes.emplace_back(Site.Call->getBeginLoc(), "the outer deadline is set here");
  emit(Out, When);
}

void TimeoutLadderCheck::describeUnit() {
  ProgramFacts &Program = unit().program();
  for (const FunctionDecl *Function : unit().index().functions()) {
    const FunctionBody *Body = Program.isOfProject(Function) ? unit().body(Function) : nullptr;
    if (!Body || !Function->isExternallyVisible())
      continue;
    if (const Timeline &Time = unit().timedWork().time(*Body); !Time.Terms.empty())
      Program.facts().takes(Program.id(Function), termsOf(Time));
  }
}

void TimeoutLadderCheck::reportRange(const DeadlineSite &Site) {
  const WaitClass &Class = waitClass(Site.Of.Io->Class);
  if (*Site.Limit >= Class.Least && *Site.Limit <= Class.Most)
    return;
  if (auto Diag = report(Site.At->getBeginLoc(), "'%0' %1 and is given %2; %3 are usual"))
    *Diag << Site.Of.Name << Class.Waits << secondsText(*Site.Limit) << Class.Usual;
}

} // namespace async_tidy
