//===--- DroppedAwaitableCheck.cpp - async-dropped-awaitable --------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DroppedAwaitableCheck.h"
#include "analysis/AwaitFixes.h"
#include "analysis/ProgramRoles.h"
#include "analysis/TaskFixes.h"
#include "clang-tidy/utils/OptionsUtils.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"

using namespace clang;
using namespace clang::tidy::utils;

namespace async_tidy {

DroppedAwaitableCheck::DroppedAwaitableCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                             std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)),
      Allowed{flag("AllowCastToVoid", true), options::parseStringList(Options.get("AllowedTypes", "")),
              options::parseStringList(Options.get("AllowedCallees", ""))} {}

void DroppedAwaitableCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "AllowCastToVoid", Allowed.AllowCastToVoid);
  Options.store(Opts, "AllowedTypes", options::serializeStringList(Allowed.Types));
  Options.store(Opts, "AllowedCallees", options::serializeStringList(Allowed.Callees));
}

void DroppedAwaitableCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  AsyncCheck::registerMatchers(Finder);
  Finder->addMatcher(ast_matchers::fieldDecl(ast_matchers::hasInClassInitializer(ast_matchers::expr())).bind("field"),
                     this);
}

void DroppedAwaitableCheck::check(const ast_matchers::MatchFinder::MatchResult &Result) {
  if (const auto *Field = Result.Nodes.getNodeAs<FieldDecl>("field")) {
    unit().begin(*Result.Context);
    if (auto Found = droppedMember(unit(), *Field, Field->getInClassInitializer(), Allowed))
      say(*Found, nullptr);
    return;
  }
  AsyncCheck::check(Result);
}

void DroppedAwaitableCheck::describeUnit() { describeRoles(unit()); }

void DroppedAwaitableCheck::checkFunction(const FunctionBody &Body) {
  for (const Drop &Found : dropsIn(unit(), Body, Allowed))
    say(Found, &Body);
}

/// What becomes of the work, as the end of a sentence.
static std::string outcome(const Awaitable &Info, StringRef Whose = "its") {
  switch (Info.Kind) {
  case AwaitableKind::Eager:
    return ": it runs on, but its result and its error are lost";
  case AwaitableKind::Cancels:
    return ": dropping it cancels its work at once";
  case AwaitableKind::Detaches:
    return ": it runs on alone and nobody sees its error";
  case AwaitableKind::Terminates:
    return ": dropping it while it runs ends the program";
  case AwaitableKind::Lazy:
  case AwaitableKind::Unknown:
    break;
  }
  return ", so " + Whose.str() + " work never runs";
}

std::string DroppedAwaitableCheck::message(const Drop &Found) {
  std::string Name = "'" + Found.Name + "'";
  bool Awaited = Found.Made && suspensionOperand(Found.Made);
  bool Lock = Found.Made && !Awaited && yieldsLock(unit(), Found.Made, Found.Info);
  switch (Found.What) {
  case Drop::Value:
    if (Awaited)
      return "the result of this await is itself awaitable and is dropped" + outcome(Found.Info);
    if (Found.Info.Generator)
      return Name + " makes a generator that is never iterated, so it produces nothing";
    return Name + " is never awaited" + (Lock ? ", so the lock is not taken" : outcome(Found.Info));
  case Drop::Held:
    return Awaited ? "the awaitables that this await yields are dropped, and with them their errors"
                   : Name + " returns awaitables that are never awaited" + outcome(Found.Info, "their");
  case Drop::Variable:
    if (Found.Info.Generator)
      return Name + " is never iterated, so it produces nothing";
    if (Lock)
      return Name + " is an awaitable and not the lock: without 'co_await' the lock is not held";
    [[fallthrough]];
  case Drop::Binding:
    return Name + " is never awaited" + outcome(Found.Info);
  case Drop::Container:
    return "the awaitables in " + Name + " are never awaited" + outcome(Found.Info, "their");
  case Drop::Member:
    return Name + " keeps an awaitable that nothing ever awaits" + outcome(Found.Info);
  }
  llvm_unreachable("every shape has its sentence");
}

/// What to do instead of dropping: the library's words where `co_await` cannot be written.
std::string DroppedAwaitableCheck::advice(const Drop &Found, const FunctionBody &Body) {
  if (Found.What == Drop::Held) {
    const Expr *Operand = suspensionOperand(Found.Made);
    if (auto Call = CallSite::of(Operand ? stripToObject(Operand) : nullptr))
      if (auto Gather = unit().roles().call<GatherEntry>(Role::Gather, *Call); Gather && !Gather->Succeed.empty())
        return "; '" + Gather->Succeed + "' fails when one of them does";
    return "";
  }
  if (Body.isCoroutine() || Found.Info.Generator)
    return "";
  std::string Here = "; '" + displayName(Body.function()) + "' is not a coroutine: ";
  auto Library = unit().roles().libraryOf(Found.Type->getAsCXXRecordDecl());
  if (Library)
    for (StringRef Remedy : {"spawn", "run"})
      if (const FixEntry *Fix = Library->fix(Remedy)) {
        std::string Text = !Fix->Advice.empty() ? Fix->Advice : "start it with '" + Fix->Text + "'";
        return Here + fillPlaceholders(Text, {{"root", Library.Root.str()}, {"task", "..."}});
      }
  return Here + "return the awaitable, or hand it to what runs it";
}

/// What says that the value is awaitable: the callee and what it returns.
static void addOrigin(Report &Out, const Drop &Found) {
  auto Call = CallSite::of(Found.Made);
  if (!Call || !Call->Callee || Call->Callee->getLocation().isInvalid() || suspensionOperand(Found.Made))
    return;
  StringRef Why = Found.Info.Kind == AwaitableKind::Lazy      ? ", which does nothing before it is awaited"
                  : Found.Info.Kind == AwaitableKind::Eager   ? ", which starts at once"
                  : Found.Info.Kind == AwaitableKind::Cancels ? ", which is cancelled when it is destroyed"
                                                              : "";
  std::string Type = Found.Type.getAsString(Call->Callee->getASTContext().getPrintingPolicy());
  Out.Notes.emplace_back(Call->Callee->getLocation(),
                         "'" + displayName(*Call->Callee) + "' returns '" + Type + "'" + Why.str());
}

void DroppedAwaitableCheck::say(const Drop &Found, const FunctionBody *Body) {
  Report Out;
  Out.At = Found.At;
  Out.Message = message(Found) + (Body && Found.What != Drop::Member ? advice(Found, *Body) : "");
  Pending When;
  if (Found.What == Drop::Value) {
    Out.Fix.Title = "await '" + Found.Name + "'";
    Out.Fix.Edits.append(Found.Form == DropForm::Ignored
                             ? ignoredFix(unit(), *Body, Found.Dropped, Found.Made, Found.Info)
                             : awaitFix(unit(), *Body, Found.Dropped, Found.Info));
    if (offersSeveral() && Found.Form == DropForm::Statement)
      for (Repair &Other : otherPlaces(unit(), *Body, Found.Made, Found.Info))
        Out.Others.push_back(std::move(Other));
    addOrigin(Out, Found);
    // A wrapper in another file may hand back a task that runs: that is a matter of background tasks.
    if (std::optional<Atom> Starts = openAtom(unit(), Predicate::ReturnsTask, Found.Made))
      When.When.Unless.push_back(*Starts);
  } else if (Found.What == Drop::Variable) {
    Out.Fix.Title = "await it where '" + Found.Name + "' is made";
    Out.Fix.Edits.append(variableFix(unit(), *Body, *Found.Owner, Found.Info));
    addOrigin(Out, Found);
  }
  emit(Out, When);
}

} // namespace async_tidy
