//===--- BlockingCallCheck.cpp - async-blocking-call ----------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockingCallCheck.h"
#include "analysis/BlockingFacts.h"
#include "analysis/BlockingFixes.h"
#include "analysis/ExecutionContext.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace async_tidy {

/// Applies a list like `console;-sleep` to the categories that are on by default.
static BlockingAnalysis::Categories parseCategories(StringRef Text, SmallVectorImpl<std::string> &Unknown) {
  BlockingAnalysis::Categories Enabled;
  for (const BlockingCategory &Category : blockingCategories())
    if (Category.OnByDefault)
      Enabled.insert(Category.Name.str());
  SmallVector<StringRef, 8> Items;
  Text.split(Items, ';', -1, /*KeepEmpty=*/false);
  for (StringRef Item : Items) {
    Item = Item.trim();
    bool Off = Item.consume_front("-");
    bool Known = llvm::any_of(blockingCategories(), [&](const BlockingCategory &C) { return C.Name == Item; });
    if (!Known)
      Unknown.push_back(Item.str());
    else if (Off)
      Enabled.erase(Item.str());
    else
      Enabled.insert(Item.str());
  }
  return Enabled;
}

BlockingCallCheck::BlockingCallCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                     std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)), Categories(Options.get("Categories", "").str()) {
  SmallVector<std::string, 2> Unknown;
  Enabled = parseCategories(Categories, Unknown);
  for (const std::string &Item : Unknown)
    rejectOption(
        "Categories", Item,
        "is not a category; accepted, each with or without a leading '-': " +
            llvm::join(llvm::map_range(blockingCategories(), [](const BlockingCategory &C) { return C.Name; }), ", "));
}

void BlockingCallCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "Categories", Categories);
}

void BlockingCallCheck::checkFunction(const FunctionBody &Body) {
  if (!Body.isCoroutine())
    return;
  for (const Blockage &Found : unit().blocking(Enabled, getID()).blockages(Body)) {
    std::optional<Condition> OnLoop = unit().threads().loopWhen(Body, Found.Site);
    if (!OnLoop || (Found.Keeper && Keepers.try_emplace(Found.Keeper, &Body).first->second != &Body))
      continue;
    for (const BlockingCause *Cause = Found.Cause.get(); Cause; Cause = Cause->Otherwise.get())
      reportBlockage(Body, Found, *Cause, *OnLoop);
  }
}

void BlockingCallCheck::describeUnit() {
  BlockingAnalysis &Blocking = unit().blocking(Enabled, getID());
  describeBlocking(unit(), Blocking);
  for (const SilencedBlockage &Silenced : Blocking.silenced())
    for (const BlockingCause *Cause = Silenced.What.Cause.get(); Cause; Cause = Cause->Otherwise.get()) {
      Report Use;
      Use.At = Silenced.What.Loc;
      Use.IsOnlyUse = true;
      Pending When;
      When.When = Cause->When;
      unit().program().pending(getID(), *Silenced.Body, Use, When);
    }
  unit().threads().describe();
}

void BlockingCallCheck::reportBlockage(const FunctionBody &Body, const Blockage &Found, const BlockingCause &Cause,
                                       const Condition &OnLoop) {
  const BlockingStep &First = Cause.Steps.front();
  Words End = blockingWords(Cause);
  const std::string &Last = End[0].second, &Effect = End[1].second, &Consequence = End[2].second;
  Report Out;
  Out.At = Found.Loc;
  switch (First.What) {
  case BlockingStep::Kind::Operation:
    Out.Message = "'" + First.Name + "' " + Effect;
    break;
  case BlockingStep::Kind::Calls:
  case BlockingStep::Kind::Runs:
    Out.Message = "'" + First.Name + "' leads to '" + Last + "', which " + Effect;
    break;
  case BlockingStep::Kind::Destroys:
    Out.Message = "at the end of its life '" + First.Name + "' " + Effect + " ('" + Last + "')";
    break;
  case BlockingStep::Kind::Spins:
    Out.Message = "this loop spins on '" + First.Name + "'";
    break;
  }
  Out.Message += " " + Consequence;
  Blockage Whole = Found;
  Whole.Cause = std::make_shared<BlockingCause>(Cause);
  BlockingFix Fix = unblock(unit(), Body, Whole);
  Out.Fix.Title = Fix.Title;
  Out.Fix.Edits.append(Fix.Edits.begin(), Fix.Edits.end());
  Out.Others = Fix.Others;
  if (!Fix.Include.empty())
    Out.Fix.Includes.push_back(Fix.Include);
  if (!Fix.Advice.empty())
    Out.Message += "; " + Fix.Advice;
  Out.Steps = blockingNotes(Cause, 1);
  Pending When;
  When.When = Cause.When;
  When.Via = Cause.isDecided() ? PendingFinding::NoVia : 0;
  When.When &= OnLoop;
  emit(Out, When);
}

} // namespace async_tidy
