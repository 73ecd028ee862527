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

void describeTimes(UnitAnalysis &Unit) {
  ProgramFacts &Program = Unit.program();
  if (!Program.isFirst("times"))
    return;
  for (const FunctionDecl *Function : Unit.index().functions()) {
    const FunctionBody *Body = Program.isOfProject(Function) ? Unit.body(Function) : nullptr;
    if (!Body || !Function->isExternallyVisible())
      continue;
    if (const Timeline &Time = Unit.timedWork().time(*Body); !Time.Terms.empty())
      Program.facts().takes(Program.id(Function), workTerms(Unit, Time));
  }
}

} // namespace async_tidy
