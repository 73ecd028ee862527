//===--- UnboundedFanoutCheck.cpp - async-unbounded-fanout ----------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnboundedFanoutCheck.h"
#include "analysis/Fixes.h"
#include "analysis/ProgramFacts.h"

using namespace clang;

namespace async_tidy {

UnboundedFanoutCheck::UnboundedFanoutCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                           std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)), Limit(number("Limit", 16)) {}

void UnboundedFanoutCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "Limit", Limit);
}

/// What is started, in quotes.
static std::string startedName(const FanOut &Found) {
  const Expr *E = stripToObject(Found.Task ? Found.Task : Found.Children ? Found.Children : Found.Start);
  if (isa<LambdaExpr>(E))
    return "the lambda";
  if (auto Call = CallSite::of(E); Call && Call->Callee && !isa<CXXConstructorDecl>(Call->Callee))
    return "'" + displayName(*Call->Callee) + "'";
  if (const ValueDecl *Named = namedObject(E); Named && Named->getIdentifier())
    return "'" + Named->getNameAsString() + "'";
  return "a task";
}

void UnboundedFanoutCheck::checkFunction(const FunctionBody &Body) {
  for (const FanOut &Found : fanOuts(unit(), Body, Limit)) {
    bool Constant = Found.Size.Is == RangeSize::Kind::Constant;
    std::string Count = std::to_string(Found.Size.Count);
    Report Out;
    Out.At = Found.Start->getBeginLoc();
    if (Found.Gather)
      Out.Message = "everything in " + startedName(Found) + " runs at once, and " +
                    (Constant ? "that is " + Count + " tasks" : "nothing limits how much that is");
    else
      Out.Message = "each iteration starts " + startedName(Found) + " and does not wait for it: " +
                    (Constant ? Count + " of them run at once" : "nothing limits how many run at once");
    if (!Found.Gather || !boundedForm(Found, Body, Out.Fix.Edits))
      Out.Message += "; " + advice(Found, Body);
    const Stmt *Decides = Found.Size.Decides ? Found.Size.Decides : Found.Loop;
    if (!Constant && Decides && Decides->getBeginLoc().isValid() && Decides != Found.Start)
      Out.Notes.emplace_back(Decides->getBeginLoc(), "the data says how many there are");
    Pending When;
    for (const FunctionDecl *Function : Found.Unless)
      When.When.Unless.push_back(unit().program().atom(Predicate::Throttles, Function));
    emit(Out, When);
  }
}

void UnboundedFanoutCheck::describeUnit() { describeLimits(unit()); }

std::string UnboundedFanoutCheck::advice(const FanOut &Found, const FunctionBody &Body) {
  const LibraryModel *Library = Found.Gather ? Found.Gather.Library : Found.Spawn.Library;
  StringRef Root = Found.Gather ? Found.Gather.Root : Found.Spawn.Root;
  const FixEntry *Remedy = Library ? Library->fix("gather_bounded") : nullptr;
  std::string Spelled = Root.empty() ? "" : spellNamespace(Root, &Body.function(), context());
  auto Fill = [&](StringRef Text) {
    return fillPlaceholders(Text, {{"root", Spelled}, {"children", "..."}, {"limit", std::to_string(Limit)}});
  };
  if (Remedy && !Remedy->Advice.empty())
    return Fill(Remedy->Advice);
  if (Remedy && Found.Gather)
    return "write '" + Fill(Remedy->Text) + "'";
  return "let each one wait for a permit of a semaphore first";
}

/// Turns the gather into its bounded form: the sibling's name, and the limit among the arguments.
bool UnboundedFanoutCheck::boundedForm(const FanOut &Found, const FunctionBody &Body,
                                       SmallVectorImpl<FixItHint> &Edits) {
  const auto *Call = dyn_cast<CallExpr>(Found.Start);
  auto Site = CallSite::of(Found.Start);
  if (!Call || !Site || Found.Gather->Bounded.empty() || !unit().roles().call(Role::Gather, *Site))
    return false;
  const GatherEntry *Sibling = nullptr;
  for (const GatherEntry &Candidate : Found.Gather.Library->Gathers)
    for (const std::string &Name : Candidate.Calls)
      if (StringRef(Name).substr(StringRef(Name).rfind(':') + 1) == Found.Gather->Bounded)
        Sibling = &Candidate;
  if (!Sibling || Sibling->Limit.What != Selector::Kind::Position ||
      Sibling->Children.What != Selector::Kind::Position || Call->getNumArgs() == 0)
    return false;
  std::string Number = std::to_string(Limit);
  unsigned At = Sibling->Limit.Position, Children = Sibling->Children.Position;
  const Expr *First = Call->getArg(0), *Last = nullptr;
  unsigned Written = 0;
  for (const Expr *Argument : Call->arguments())
    if (!isa<CXXDefaultArgExpr>(Argument)) {
      Last = Argument;
      ++Written;
    }
  // Where the limit goes in front, and something else goes in between, the model's text says what that is.
  const FixEntry *Text = Found.Gather.Library->fix("gather_bounded");
  if (At < Children && Children - At > 1) {
    const auto *Await = dyn_cast_or_null<Expr>(Body.enclosing<CoawaitExpr>(Call));
    auto Range = sourceText(First, context());
    if (!Text || !StringRef(Text->Text).contains(Found.Gather->Bounded + "(") || Written != 1 || !Range || !Await ||
        stripToObject(suspensionOperand(Await)) != Call)
      return false;
    std::string Root = spellNamespace(Found.Gather.Root, &Body.function(), context());
    Edits.append(replaceExpr(
        Await, fillPlaceholders(Text->Text, {{"root", Root}, {"children", *Range}, {"limit", Number}}), Body));
    return !Edits.empty();
  }
  // The name as it is written, whatever namespaces stand before it.
  const auto *Callee = dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreParenImpCasts());
  if (!Callee || Callee->getLocation().isMacroID() || Call->getBeginLoc().isMacroID() ||
      Callee->hasExplicitTemplateArgs() || !sourceText(First, context()) || !sourceText(Last, context()))
    return false;
  // A using-declaration brings in one name only.
  if (!Callee->hasQualifier() && Callee->getFoundDecl() != Callee->getDecl() &&
      isa<UsingShadowDecl>(Callee->getFoundDecl()))
    return false;
  Edits.push_back(FixItHint::CreateReplacement(Callee->getLocation(), Found.Gather->Bounded));
  if (At == 0)
    Edits.push_back(FixItHint::CreateInsertion(First->getBeginLoc(), Number + ", "));
  else if (At >= Written)
    Edits.push_back(FixItHint::CreateInsertion(Call->getRParenLoc(), ", " + Number));
  else
    Edits.push_back(FixItHint::CreateInsertion(Call->getArg(At)->getBeginLoc(), Number + ", "));
  return true;
}

} // namespace async_tidy
