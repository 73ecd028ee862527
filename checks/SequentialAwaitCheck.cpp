//===--- SequentialAwaitCheck.cpp - async-sequential-await ----------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SequentialAwaitCheck.h"
#include "analysis/GatherFixes.h"
#include "analysis/ProgramRoles.h"
#include "clang-tidy/utils/OptionsUtils.h"

using namespace clang;
using namespace clang::tidy::utils;

namespace async_tidy {

SequentialAwaitCheck::SequentialAwaitCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                           std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)), ConcurrentTypes(Options.get("ConcurrentTypes", "").str()) {}

void SequentialAwaitCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "ConcurrentTypes", ConcurrentTypes);
}

void SequentialAwaitCheck::checkFunction(const FunctionBody &Body) {
  if (!Body.isCoroutine() || Body.suspensions().size() < 2)
    return;
  std::vector<std::string> Names;
  for (StringRef Name : options::parseStringList(ConcurrentTypes))
    Names.push_back(Name.str());
  for (const AwaitsInARow &Row : unit().independence(Names).inARow(Body))
    reportRow(Body, Row);
}

void SequentialAwaitCheck::describeUnit() { describeRoles(unit()); }

void SequentialAwaitCheck::reportRow(const FunctionBody &Body, const AwaitsInARow &Row) {
  GatherFix Fix = gatherRow(unit(), Body, Row);
  for (unsigned I = 1; I < Row.Awaits.size(); ++I) {
    Report Out;
    Out.At = Row.Awaits[I]->getBeginLoc();
    Out.Message = awaitedName(Row.Awaits[I]) + " waits for " + awaitedName(Row.Awaits[I - 1]) +
                  " although it needs nothing of it: the two take the sum of their times instead of the longer one" +
                  (Fix.Advice.empty() ? "" : "; " + Fix.Advice);
    // One edit puts all of them together.
    if (I == 1) {
      Out.Fix.Title = "await them together";
      Out.Fix.Edits.append(Fix.Edits.begin(), Fix.Edits.end());
      if (!Fix.Edits.empty() && !Fix.Include.empty())
        Out.Fix.Includes.push_back(Fix.Include);
    }
    Out.Notes.emplace_back(Row.Awaits[I - 1]->getBeginLoc(),
                           "this is awaited first, and nothing in between needs its result");
    Pending When;
    When.When = Row.OnIo[I - 1];
    When.When &= Row.OnIo[I];
    emit(Out, When);
  }
}

} // namespace async_tidy
