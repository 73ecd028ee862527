//===--- BlockingCallCheck.cpp - async-blocking-call ----------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockingCallCheck.h"
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
  for (const Blockage &Found : unit().blocking(Enabled, getID()).blockages(Body))
    if (unit().threads().at(Body, Found.Site) == Thread::Loop)
      reportBlockage(Body, Found);
}

/// "opens a file" reads better than a category.
static StringRef describe(StringRef Category) {
  return llvm::StringSwitch<StringRef>(Category)
      .Case("sleep", "sleeps")
      .Case("file", "waits for a file")
      .Case("filesystem", "waits for the file system")
      .Case("console", "waits for the console")
      .Case("process", "waits for a process")
      .Case("network", "waits for the network")
      .Case("http", "waits for a server")
      .Case("database", "waits for the database")
      .Case("rpc", "waits for a remote call")
      .Case("lock", "waits for a lock")
      .Case("cpu", "computes for long")
      .Default("waits");
}

void BlockingCallCheck::reportBlockage(const FunctionBody &Body, const Blockage &Found) {
  const BlockingCause &Cause = *Found.Cause;
  const BlockingStep &First = Cause.Steps.front(), &Last = Cause.Steps.back();
  std::string Message;
  switch (First.What) {
  case BlockingStep::Kind::Operation:
    Message = "'" + First.Name + "' " + describe(Cause.Category).str();
    break;
  case BlockingStep::Kind::Calls:
  case BlockingStep::Kind::Runs:
    Message = "'" + First.Name + "' leads to '" + Last.Name + "', which " + describe(Cause.Category).str();
    break;
  case BlockingStep::Kind::Destroys:
    Message =
        "at the end of its life '" + First.Name + "' " + describe(Cause.Category).str() + " ('" + Last.Name + "')";
    break;
  case BlockingStep::Kind::Spins:
    Message = "this loop spins on '" + First.Name + "'";
    break;
  }
  Message += Cause.Deadlock ? " on the thread that has to do the work, which can stop it for ever"
                            : " and stops every other task on this event loop";
  BlockingFix Fix = unblock(unit(), Body, Found);
  auto Diag = report(Found.Loc, "%0%1");
  if (!Diag)
    return;
  *Diag << Message << (Fix.Advice.empty() ? "" : "; " + Fix.Advice);
  Diag->title(Fix.Title);
  for (const FixItHint &Hint : Fix.Edits)
    *Diag << Hint;
  if (!Fix.Edits.empty() && !Fix.Include.empty())
    if (auto Include = include(Found.Loc, Fix.Include))
      *Diag << *Include;
  for (Repair &Other : Fix.Others)
    Diag->orElse(std::move(Other));
  Diag.reset();
  for (const BlockingStep &Step : llvm::drop_begin(Cause.Steps)) {
    bool IsLast = &Step == &Last;
    if (Step.What == BlockingStep::Kind::Destroys)
      note(Step.Loc, "'%0' is destroyed at the end of its scope") << Step.Name;
    else if (Step.What == BlockingStep::Kind::Spins)
      note(Step.Loc, "this loop spins on '%0'") << Step.Name;
    else if (IsLast)
      note(Step.Loc, "'%0' %1 here") << Step.Name << describe(Cause.Category);
    else
      note(Step.Loc, "which calls '%0' here") << Step.Name;
  }
}

} // namespace async_tidy
