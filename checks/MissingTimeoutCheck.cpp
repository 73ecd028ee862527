//===--- MissingTimeoutCheck.cpp - async-missing-timeout ------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MissingTimeoutCheck.h"
#include "analysis/DeadlineFacts.h"
#include "analysis/Durations.h"
#include "analysis/Fixes.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace async_tidy {

MissingTimeoutCheck::MissingTimeoutCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                         std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)), SkipTests(flag("SkipTests", false)) {}

void MissingTimeoutCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "SkipTests", SkipTests);
}

bool MissingTimeoutCheck::isTestFile(const FunctionBody &Body) {
  const SourceManager &SM = context().getSourceManager();
  StringRef File = SM.getFilename(SM.getExpansionLoc(Body.function().getLocation()));
  for (auto It = llvm::sys::path::begin(File), End = llvm::sys::path::end(File); It != End; ++It)
    if (*It == "test" || *It == "tests")
      return true;
  StringRef Stem = llvm::sys::path::stem(File);
  return Stem.starts_with("test_") || Stem.ends_with("_test") || Stem.ends_with("_tests") || Stem.ends_with("Test");
}

static std::string durationText(const UnboundedWait &Wait) {
  return "std::chrono::seconds(" + waitText(Wait).Seconds + ")";
}

/// The operation takes a deadline and was given none, or one that means none.
bool MissingTimeoutCheck::addDeadlineArgument(const UnboundedWait &Wait, Remedy &Into) {
  std::optional<CallSite> Call = CallSite::of(Wait.Call);
  const Expr *Deadline =
      Call && Wait.Io && Wait.Steps.size() == 1 && !Wait.Event ? Call->select(Wait.Io->Deadline) : nullptr;
  const auto *Written = dyn_cast<CallExpr>(Wait.Call);
  if (!Deadline || !Written || Written->getBeginLoc().isMacroID() || Written->getRParenLoc().isMacroID() ||
      !isTimeType(Deadline->getType()))
    return false;
  std::string Text = durationText(Wait);
  if (!isa<CXXDefaultArgExpr>(Deadline)) {
    if (Deadline->getBeginLoc().isMacroID() || Deadline->getEndLoc().isMacroID())
      return false;
    Into.Edits.push_back(FixItHint::CreateReplacement(Deadline->getSourceRange(), Text));
  } else {
    unsigned Given = llvm::count_if(Call->Args, [](const Expr *A) { return !isa<CXXDefaultArgExpr>(A); });
    if (Given >= Call->Args.size() || Call->Args[Given] != Deadline)
      return false; // Another argument with a default comes first.
    Into.Edits.push_back(FixItHint::CreateInsertion(Written->getRParenLoc(), Given ? ", " + Text : Text));
  }
  Into.Includes.push_back("<chrono>");
  return true;
}

MissingTimeoutCheck::Remedy MissingTimeoutCheck::remedy(const FunctionBody &Body, const UnboundedWait &Wait) {
  Remedy Result;
  if (addDeadlineArgument(Wait, Result))
    return Result;
  const Expr *Operand = suspensionOperand(Wait.Site);
  // The words of the library whose task is awaited; for the operation itself those of its own library come first.
  Found<LibraryModel> Library = unit().roles().libraryOf(recordOf(Operand->getType()));
  const FixEntry *Fix = Library ? Library->fix("timeout") : nullptr;
  if (!(Fix && !Fix->Text.empty()) && Wait.Io && Wait.Steps.size() == 1)
    if (const FixEntry *Own = Wait.Io.Library->fix("timeout")) {
      Fix = Own;
      Library = {Wait.Io.Library, Wait.Io.Library, Wait.Io.Root};
    }
  if (!Fix)
    return Result;
  std::string Root = spellNamespace(Library.Root, &Body.function(), context());
  std::optional<std::string> Work = sourceText(Operand, context());
  if (!Fix->Text.empty() && Work && !Wait.Event) {
    std::string Text = fillPlaceholders(Fix->Text, {{"root", Root}, {"work", *Work}, {"duration", durationText(Wait)}});
    Result.Edits = replaceExpr(Wait.Site, std::move(Text), Body);
    Result.Includes.push_back("<chrono>");
    if (!Fix->Include.empty())
      Result.Includes.push_back(Fix->Include);
    return Result;
  }
  Result.Advice = fillPlaceholders(Fix->Advice, {{"root", Root}});
  if (!Result.Advice.empty())
    Result.Advice += " (" + waitText(Wait).Usual + " are usual)";
  return Result;
}

void MissingTimeoutCheck::describeUnit() { unit().deadlines().describe(); }

Report MissingTimeoutCheck::reportOf(const FunctionBody &Body, const UnboundedWait &Wait) {
  Report Out;
  WaitText Text = waitText(Wait);
  Remedy Fix = remedy(Body, Wait);
  Out.At = Wait.Site->getBeginLoc();
  bool Direct = Wait.Io && Wait.Steps.size() == 1;
  Out.Message = "'" + Wait.Steps.front().Name + "' " +
                (Direct ? Text.Effect : "leads to '" + Text.Last + "', which " + Text.Effect) +
                " without a deadline, so this coroutine waits for ever when no answer comes" +
                (Fix.Advice.empty() ? "" : "; " + Fix.Advice);
  Out.Fix.Title = "give it a deadline of " + Text.Seconds + " s";
  Out.Fix.Edits.append(Fix.Edits.begin(), Fix.Edits.end());
  Out.Fix.Includes.append(Fix.Includes.begin(), Fix.Includes.end());
  for (const WaitStep &Step : llvm::drop_begin(Wait.Steps))
    Out.Steps.emplace_back(Step.Loc, "which awaits '" + Step.Name + "' here");
  if (Wait.Missed)
    Out.Notes.emplace_back(Wait.Missed->getBeginLoc(), Wait.TakenAway
                                                           ? "the deadline is taken away here"
                                                           : "this deadline does not hold on every path to the await");
  return Out;
}

void MissingTimeoutCheck::checkFunction(const FunctionBody &Body) {
  if (!Body.isCoroutine() || (SkipTests && isTestFile(Body)))
    return;
  std::optional<Report> First;
  llvm::SmallPtrSet<const Expr *, 4> Sites;
  bool Fixable = true;
  std::vector<UnboundedWait> Waits = unit().deadlines().reported(Body);
  for (const UnboundedWait &Wait : Waits) {
    std::string Other = "'" + Wait.Steps.front().Name + "' has no deadline either";
    if (!Wait.When.empty()) {
      Pending When;
      When.When = Wait.When;
      When.Via = Wait.Io ? PendingFinding::NoVia : 0;
      When.Group = unit().program().id(&Body.function());
      When.Order = Body.order(Wait.Site);
      When.OtherNote = std::move(Other);
      emit(reportOf(Body, Wait), When);
      continue;
    }
    bool IsNew = Sites.insert(Wait.Site).second;
    Report Found = IsNew || !First ? reportOf(Body, Wait) : Report();
    // The finding is gone only when each of its awaits has a bound.
    Fixable &= IsNew && !Found.Fix.Edits.empty();
    if (!First) {
      First = std::move(Found);
      continue;
    }
    First->Fix.Edits.append(Found.Fix.Edits);
    for (const std::string &Header : Found.Fix.Includes)
      if (!llvm::is_contained(First->Fix.Includes, Header))
        First->Fix.Includes.push_back(Header);
    if (IsNew)
      First->Notes.emplace_back(Wait.Site->getBeginLoc(), std::move(Other));
  }
  if (!First)
    return;
  if (!Fixable)
    First->Fix.Edits.clear();
  emit(*First);
}

} // namespace async_tidy
