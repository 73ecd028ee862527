//===--- SequentialAwaitCheck.cpp - async-sequential-await ----------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SequentialAwaitCheck.h"
#include "analysis/GatherFixes.h"
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

void SequentialAwaitCheck::reportRow(const FunctionBody &Body, const AwaitsInARow &Row) {
  GatherFix Fix = gatherRow(unit(), Body, Row);
  for (unsigned I = 1; I < Row.Awaits.size(); ++I) {
    auto Diag =
        report(Row.Awaits[I]->getBeginLoc(),
               "%0 waits for %1 although it needs nothing of it: the two take the sum of their times instead of "
               "the longer one%2");
    if (!Diag)
      continue;
    *Diag << awaitedName(Row.Awaits[I]) << awaitedName(Row.Awaits[I - 1])
          << (Fix.Advice.empty() ? "" : "; " + Fix.Advice);
    Diag->title("await them together");
    // One edit puts all of them together.
    if (I == 1)
      for (const FixItHint &Hint : Fix.Edits)
        *Diag << Hint;
    if (I == 1 && !Fix.Edits.empty() && !Fix.Include.empty())
      if (auto Include = include(Row.Awaits[I]->getBeginLoc(), Fix.Include))
        *Diag << *Include;
    Diag.reset();
    note(Row.Awaits[I - 1]->getBeginLoc(), "this is awaited first, and nothing in between needs its result");
  }
}

} // namespace async_tidy
