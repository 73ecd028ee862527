//===--- TimeFacts.cpp ----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/TimeFacts.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

WorkTerms workTerms(UnitAnalysis &Unit, const Timeline &Time, const DeadlineSite *Site) {
  ProgramFacts &Program = Unit.program();
  WorkTerms Terms;
  for (const TimeTerm &Term : Time.Terms) {
    WorkTerm &Out =
        Terms.emplace_back(WorkTerm{{Term.Each, Term.Given}, Term.Times, Term.Pause, 0, {}, Term.Rounds, {}});
    auto Note = [&](const Expr *E, std::string Text) {
      Out.Notes.push_back(Program.note(E->getBeginLoc(), std::move(Text)));
    };
    auto NoteCall = [&](const Expr *E) {
      if (auto Call = CallSite::of(E); Call && Call->Callee && !(Site && (E == Site->At || E == Site->Of.Made)))
        Note(E, "'" + displayName(*Call->Callee) + "' is called here");
    };
    llvm::for_each(Term.Through, NoteCall);
    if (Term.Open) {
      Out.Callee = Program.id(Term.Open);
      Out.Arguments = Term.Arguments;
      NoteCall(Term.At);
    } else {
      std::string Name = Term.Name.empty() ? "the work" : "'" + Term.Name + "'";
      Note(Term.At, Term.Pause ? "pauses here" : "the deadline of " + Name + " is set here");
    }
  }
  return Terms;
}

Atom ofAll(UnitAnalysis &Unit, Predicate P, ArrayRef<const Expr *> Calls, const FunctionBody &Asks) {
  ProgramFacts &Program = Unit.program();
  auto AtomOf = [&](const Expr *Call) { return Program.atom(P, CallSite::of(Call)->Callee); };
  if (Calls.size() == 1)
    return AtomOf(Calls.front());
  std::string Which = "all of";
  Condition Each;
  for (const Expr *Call : Calls) {
    Which += " " + std::to_string(Program.place(Call->getBeginLoc()).Offset);
    if (Atom One = AtomOf(Call); !llvm::is_contained(Each.If, One))
      Each.If.push_back(One);
  }
  Atom All(P, partOf(Program.id(&Asks.function()), Which));
  Program.facts().rule(All, Each, {}, 0);
  return All;
}

SmallVector<std::pair<SourceLocation, std::string>, 4> heldSteps(const Work &W) {
  SmallVector<std::pair<SourceLocation, std::string>, 4> Steps;
  auto AddCall = [&](const Expr *E) {
    if (auto Call = CallSite::of(E); Call && Call->Callee && E != W.Made)
      Steps.emplace_back(E->getBeginLoc(), "'" + displayName(*Call->Callee) + "' is called here");
  };
  llvm::for_each(W.HeldThrough, AddCall);
  if (!W.HeldWith.empty())
    AddCall(W.HeldWith.front());
  else if (W.Held && W.Held != W.Made)
    Steps.emplace_back(W.Held->getBeginLoc(), "'" + W.HeldName + "' runs to its end here");
  return Steps;
}

static void describeEnd(UnitAnalysis &Unit, const Work &W, const FunctionBody &Body) {
  Atom Ends = Unit.program().atom(Predicate::Ends, &Body.function());
  if (W.Loops)
    return;
  if (!W.Endless)
    Unit.program().facts().fact(Ends);
  else if (!W.EndsWith.empty())
    Unit.program().facts().rule(Ends, {{ofAll(Unit, Predicate::Ends, W.EndsWith, Body)}, {}});
}

static void describeStop(UnitAnalysis &Unit, const Work &W, const FunctionBody &Body) {
  ProgramFacts &Program = Unit.program();
  Atom RunsOn = Program.atom(Predicate::RunsOn, &Body.function());
  bool Held = W.Stops == Work::Stop::GoesOn;
  if (!Held && W.HeldWith.empty())
    return;
  std::vector<program::FindingNote> Steps;
  for (auto &[Loc, Text] : heldSteps(W))
    Steps.push_back(Program.note(Loc, std::move(Text)));
  if (Held)
    Program.facts().fact(RunsOn, Steps);
  else
    Program.facts().rule(RunsOn, {{ofAll(Unit, Predicate::RunsOn, W.HeldWith, Body)}, {}}, Steps, 0);
}

void describeWork(UnitAnalysis &Unit) {
  ProgramFacts &Program = Unit.program();
  if (!Program.isFirst("work"))
    return;
  for (const FunctionDecl *Function : Unit.index().functions()) {
    const FunctionBody *Body = Program.isOfProject(Function) ? Unit.body(Function) : nullptr;
    if (!Body || !Function->isExternallyVisible())
      continue;
    const Work *W = Unit.timedWork().work(*Body);
    if (!W)
      continue;
    if (!W->Time.Terms.empty())
      Program.facts().takes(Program.id(Function), workTerms(Unit, W->Time));
    describeEnd(Unit, *W, *Body);
    describeStop(Unit, *W, *Body);
  }
}

} // namespace async_tidy
