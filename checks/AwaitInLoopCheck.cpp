//===--- AwaitInLoopCheck.cpp - async-await-in-loop -----------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AwaitInLoopCheck.h"
#include "analysis/LoopFixes.h"
#include "analysis/ProgramRoles.h"
#include "clang-tidy/utils/OptionsUtils.h"

using namespace clang;
using namespace clang::tidy::utils;

namespace async_tidy {

AwaitInLoopCheck::AwaitInLoopCheck(StringRef Name, tidy::ClangTidyContext *Context, std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)), ReportFailFastLoops(flag("ReportFailFastLoops", false)),
      Debug(flag("Debug", false)), Limit(number("Limit", 16)),
      ConcurrentTypes(Options.get("ConcurrentTypes", "").str()) {}

void AwaitInLoopCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "ReportFailFastLoops", ReportFailFastLoops);
  Options.store(Opts, "Debug", Debug);
  Options.store(Opts, "Limit", Limit);
  Options.store(Opts, "ConcurrentTypes", ConcurrentTypes);
}

void AwaitInLoopCheck::checkFunction(const FunctionBody &Body) {
  if (!Body.isCoroutine() || Body.loops().empty())
    return;
  std::vector<std::string> Names;
  for (StringRef Name : options::parseStringList(ConcurrentTypes))
    Names.push_back(Name.str());
  for (const Stmt *Loop : Body.loops()) {
    IndependenceResult Found = unit().independence(Names).iterations(Body, Loop);
    if (Found.Is == Answer::NotAsked)
      continue;
    if (Found.Is == Answer::Independent || (ReportFailFastLoops && Found.FailFast)) {
      reportLoop(Body, Loop, Found);
    } else if (Debug) {
      diag(context().getSourceManager().getExpansionLoc(Loop->getBeginLoc()), "this loop is left alone: %0",
           DiagnosticIDs::Remark)
          << Found.Because;
      note(Found.At, "decided here");
    }
  }
}

void AwaitInLoopCheck::describeUnit() { describeRoles(unit()); }

void AwaitInLoopCheck::reportLoop(const FunctionBody &Body, const Stmt *Loop, const IndependenceResult &Found) {
  const Expr *Await = Found.Awaits.front();
  LoopFix Fix = gatherLoop(unit(), Body, Loop, Found, Limit);
  Report Out;
  Out.At = Await->getBeginLoc();
  Out.Message = "each iteration waits for " + awaitedName(Await) +
                " of the one before it although none needs its result: the loop takes the sum of the waits instead of "
                "the longest" +
                (Fix.Advice.empty() ? "" : "; " + Fix.Advice);
  Out.Fix.Title = "await the iterations together";
  Out.Fix.Edits.append(Fix.Edits.begin(), Fix.Edits.end());
  Out.Fix.Includes.append(Fix.Includes.begin(), Fix.Includes.end());

  if (Found.FailFast)
    Out.Notes.emplace_back(Found.At, "only an error ends the loop here");
  else
    Out.Notes.emplace_back(Loop->getBeginLoc(), "nothing that is awaited decides whether this loop goes on");
  llvm::SmallPtrSet<const ValueDecl *, 4> Named;
  for (const Write &Change : Found.Collected)
    if (Named.insert(Change.Object.Root).second)
      Out.Notes.emplace_back(Change.At->getBeginLoc(),
                             "'" + Change.Object.name() + "' only takes what the iterations yield");
  for (const Expr *Other : llvm::drop_begin(Found.Awaits))
    Out.Notes.emplace_back(Other->getBeginLoc(), awaitedName(Other) + " is awaited in the same iteration");

  // One that only pauses, by its body in another file, is a pace and no work.
  Pending When;
  for (const Expr *Awaited : Found.Awaits)
    if (std::optional<Atom> Pauses = openAtom(unit(), Predicate::Pauses, suspensionOperand(Awaited)))
      When.When.Unless.push_back(*Pauses);
  emit(Out, When);
}

} // namespace async_tidy
