//===--- UnboundedQueueCheck.cpp - async-unbounded-queue ------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnboundedQueueCheck.h"
#include "analysis/Fixes.h"
#include "analysis/ProgramFacts.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace async_tidy {

UnboundedQueueCheck::UnboundedQueueCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                         std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)), Capacity(number("Capacity", 64)) {}

void UnboundedQueueCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "Capacity", Capacity);
}

void UnboundedQueueCheck::checkFunction(const FunctionBody &Body) {
  for (const UnboundedQueue &Found : fedWithoutLimit(unit(), Body)) {
    std::string Name = Found.Named && Found.Named->getIdentifier() ? "'" + Found.Named->getNameAsString() + "'" : "";
    std::optional<FixItHint> Fix = capacityFix(Found);
    std::string Advice = "use a queue with a capacity, whose send waits for a place";
    const FixEntry *Remedy = Found.Queue ? Found.Queue.Library->fix("channel") : nullptr;
    if (Remedy && !Remedy->Advice.empty())
      Advice = fillPlaceholders(Remedy->Advice, {{"root", Found.Queue.Root.str()}});
    else if (Found.Queue && Found.Queue->Capacity)
      Advice = "give it a capacity";
    SourceLocation Loc = Found.Named && !Found.ByPointer ? Found.Named->getLocation()
                         : Found.Made                    ? Found.Made->getBeginLoc()
                                                         : Found.Named->getLocation();
    if (const auto *Declared = dyn_cast_or_null<DeclaratorDecl>(Found.Named); Declared && !Found.ByPointer)
      Loc = Declared->getBeginLoc();
    Report Out;
    Out.At = Loc;
    Out.Message = (Name.empty() ? "this queue" : Name) + " has no capacity: when '" + displayName(Body.function()) +
                  "' sends faster than the other side receives, it grows without a limit";
    if (Fix)
      Out.Fix.Edits.push_back(*Fix);
    else
      Out.Message += "; " + Advice;
    Out.Notes.emplace_back(Found.Send->getBeginLoc(), Found.Loop ? "a loop feeds it here" : "a callback feeds it here");
    if (Found.Loop)
      Out.Notes.emplace_back(Found.Loop->getBeginLoc(), "nothing bounds how often this loop runs");
    emit(Out);
  }
}

/// The capacity as an argument, where the model has one and there is a place to write it.
std::optional<FixItHint> UnboundedQueueCheck::capacityFix(const UnboundedQueue &Found) {
  const FixEntry *Remedy = Found.Queue ? Found.Queue.Library->fix("channel") : nullptr;
  if (!Remedy || Remedy->Text.empty() || !Found.Queue->Capacity)
    return std::nullopt;
  std::string Text = fillPlaceholders(Remedy->Text, {{"capacity", std::to_string(Capacity)}});
  if (Found.Limitless) {
    SourceRange Range = Found.Limitless->getSourceRange();
    if (!sourceText(Found.Limitless, context()))
      return std::nullopt;
    return FixItHint::CreateReplacement(Range, Text);
  }
  if (Found.Queue->Capacity.What != Selector::Kind::Position || Found.Queue->Capacity.Position != 0)
    return std::nullopt;
  auto At = [&](SourceLocation Loc, const std::string &What) -> std::optional<FixItHint> {
    if (Loc.isInvalid() || Loc.isMacroID())
      return std::nullopt;
    return FixItHint::CreateInsertion(Loc, What);
  };
  const Expr *Made = Found.Made ? stripToObject(Found.Made) : nullptr;
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Made))
    return At(Call->getRParenLoc(), Text);
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Made);
      Construct && Construct->getParenOrBraceRange().isValid())
    return At(Construct->getParenOrBraceRange().getEnd(), Text);
  const auto *Declared = dyn_cast_or_null<DeclaratorDecl>(Found.Named);
  if (!Declared || Found.ByPointer || Declared->getLocation().isMacroID() || isa<BindingDecl>(Found.Named))
    return std::nullopt;
  const SourceManager &SM = context().getSourceManager();
  return At(Lexer::getLocForEndOfToken(Declared->getLocation(), 0, SM, context().getLangOpts()), "{" + Text + "}");
}

} // namespace async_tidy
