//===--- MissingTimeoutCheck.cpp - async-missing-timeout ------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MissingTimeoutCheck.h"
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

namespace {
/// How long operations of a class may take, and how a message speaks of them.
struct WaitClass {
  StringRef Name, Waits, Usual;
  unsigned Seconds;
};
} // namespace

static const WaitClass &waitClass(StringRef Name) {
  static constexpr WaitClass Classes[] = {{"model", "waits for a model", "60 to 120 s", 90},
                                          {"web", "waits for a server", "10 to 30 s", 30},
                                          {"internal", "waits for a service", "1 to 5 s", 5},
                                          {"io", "waits for a peer", "10 to 30 s", 30}};
  for (const WaitClass &Class : Classes)
    if (Class.Name == Name)
      return Class;
  return Classes[std::size(Classes) - 1];
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

static std::string durationText(const WaitClass &Class) {
  return "std::chrono::seconds(" + std::to_string(Class.Seconds) + ")";
}

/// The operation takes a deadline and was given none, or one that means none.
bool MissingTimeoutCheck::addDeadlineArgument(const UnboundedWait &Wait, Remedy &Into) {
  std::optional<CallSite> Call = CallSite::of(Wait.Call);
  const Expr *Deadline = Call && Wait.Steps.size() == 1 && !Wait.Event ? Call->select(Wait.Io->Deadline) : nullptr;
  const auto *Written = dyn_cast<CallExpr>(Wait.Call);
  if (!Deadline || !Written || Written->getBeginLoc().isMacroID() || Written->getRParenLoc().isMacroID() ||
      !isTimeType(Deadline->getType()))
    return false;
  std::string Text = durationText(waitClass(Wait.Io->Class));
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
  const WaitClass &Class = waitClass(Wait.Io->Class);
  if (addDeadlineArgument(Wait, Result))
    return Result;
  const Expr *Operand = suspensionOperand(Wait.Site);
  // The words of the library whose task is awaited; for the operation itself those of its own library come first.
  Found<LibraryModel> Library = unit().roles().libraryOf(recordOf(Operand->getType()));
  const FixEntry *Fix = Library ? Library->fix("timeout") : nullptr;
  if (!(Fix && !Fix->Text.empty()) && Wait.Steps.size() == 1)
    if (const FixEntry *Own = Wait.Io.Library->fix("timeout")) {
      Fix = Own;
      Library = {Wait.Io.Library, Wait.Io.Library, Wait.Io.Root};
    }
  if (!Fix)
    return Result;
  std::string Root = spellNamespace(Library.Root, Body.function().getDeclContext(), context());
  std::optional<std::string> Work = sourceText(Operand, context());
  if (!Fix->Text.empty() && Work && !Wait.Event) {
    std::string Text =
        fillPlaceholders(Fix->Text, {{"root", Root}, {"work", *Work}, {"duration", durationText(Class)}});
    Result.Edits = replaceExpr(Wait.Site, std::move(Text), Body);
    Result.Includes.push_back("<chrono>");
    if (!Fix->Include.empty())
      Result.Includes.push_back(Fix->Include);
    return Result;
  }
  Result.Advice = fillPlaceholders(Fix->Advice, {{"root", Root}});
  if (!Result.Advice.empty())
    Result.Advice += " (" + Class.Usual.str() + " are usual)";
  return Result;
}

void MissingTimeoutCheck::checkFunction(const FunctionBody &Body) {
  if (!Body.isCoroutine() || (SkipTests && isTestFile(Body)))
    return;
  std::vector<UnboundedWait> Waits = unit().deadlines().reported(Body);
  if (Waits.empty())
    return;
  const UnboundedWait &First = Waits.front();
  // The finding is gone only when each of its awaits has a bound.
  SmallVector<Remedy, 2> Remedies;
  llvm::SmallPtrSet<const Expr *, 4> Sites;
  for (const UnboundedWait &Wait : Waits)
    if (Sites.insert(Wait.Site).second)
      Remedies.push_back(remedy(Body, Wait));
  bool Fixable =
      Sites.size() == Waits.size() && llvm::none_of(Remedies, [](const Remedy &R) { return R.Edits.empty(); });

  const WaitClass &Class = waitClass(First.Io->Class);
  const WaitStep &Outer = First.Steps.front(), &Inner = First.Steps.back();
  auto Diag =
      report(First.Site->getBeginLoc(), "'%0' %1 without a deadline, so this coroutine waits for ever when no answer "
                                        "comes%2");
  if (!Diag)
    return;
  *Diag << Outer.Name
        << (First.Steps.size() == 1 ? Class.Waits.str() : "leads to '" + Inner.Name + "', which " + Class.Waits.str())
        << (Remedies.front().Advice.empty() ? "" : "; " + Remedies.front().Advice);
  if (Fixable) {
    Diag->title("give it a deadline of " + std::to_string(Class.Seconds) + " s");
    SmallVector<std::string, 2> Added;
    for (const Remedy &R : Remedies) {
      for (const FixItHint &Edit : R.Edits)
        *Diag << Edit;
      for (const std::string &Header : R.Includes)
        if (!llvm::is_contained(Added, Header)) {
          Added.push_back(Header);
          if (auto Edit = include(First.Site->getBeginLoc(), Header))
            *Diag << *Edit;
        }
    }
  }
  Diag.reset();
  for (const WaitStep &Step : llvm::drop_begin(First.Steps))
    note(Step.Loc, "which awaits '%0' here") << Step.Name;
  if (First.Missed)
    note(First.Missed->getBeginLoc(), First.TakenAway ? "the deadline is taken away here"
                                                      : "this deadline does not hold on every path to the await");
  for (const UnboundedWait &Wait : llvm::drop_begin(Waits))
    if (Wait.Site != First.Site)
      note(Wait.Site->getBeginLoc(), "'%0' has no deadline either") << Wait.Steps.front().Name;
}

} // namespace async_tidy
