//===--- AsyncCheck.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AsyncCheck.h"
#include "analysis/UnitIndex.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/YAMLTraits.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace async_tidy {

AsyncCheck::AsyncCheck(StringRef Name, tidy::ClangTidyContext *Context, std::shared_ptr<UnitAnalysis> Unit)
    : ClangTidyCheck(Name, Context), Unit(std::move(Unit)) {
  const OptionsView Module("async", Context->getOptions().CheckOptions, Context);
  Libraries = Options.get("Libraries", Module.get("Libraries", "")).str();
  Index = Options.get("Index", Module.get("Index", "")).str();
  Facts = Options.get("Facts", Module.get("Facts", "")).str();
  this->Unit->addLibraries(Libraries);
  this->Unit->setProgram(Facts, Index);
}

void AsyncCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(functionDecl(isDefinition(), unless(isImplicit())).bind("function"), this);
  Unit->join();
}

void AsyncCheck::registerPPCallbacks(const SourceManager &, Preprocessor *PP, Preprocessor *) {
  Unit->watchIncludes(*PP, areDiagsSelfContained());
}

void AsyncCheck::check(const MatchFinder::MatchResult &Result) {
  Unit->begin(*Result.Context);
  if (!getLangOpts().CPlusPlus20)
    return;
  if (const FunctionBody *Body = Unit->body(Result.Nodes.getNodeAs<FunctionDecl>("function"))) {
    Current = Body;
    checkFunction(*Body);
    Current = nullptr;
  }
}

void AsyncCheck::onEndOfTranslationUnit() {
  if (Unit->hasBegun() && Unit->program().isActive())
    describeUnit();
  Unit->leave();
}

void AsyncCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  Options.store(Opts, "Libraries", Libraries);
  Options.store(Opts, "Index", Index);
  Options.store(Opts, "Facts", Facts);
}

void AsyncCheck::rejectOption(StringRef Option, StringRef Value, const std::string &Why) {
  Unit->rejectOption((getID() + "." + Option).str(), Value.str(), Why);
}

bool AsyncCheck::flag(StringRef Option, bool Default) {
  std::optional<StringRef> Value = Options.get(Option);
  if (!Value)
    return Default;
  if (std::optional<bool> Known = llvm::yaml::parseBool(*Value))
    return *Known;
  if (unsigned Number; !Value->getAsInteger(10, Number))
    return Number != 0;
  rejectOption(Option, *Value, "is not accepted; accepted: true, false");
  return Default;
}

unsigned AsyncCheck::number(StringRef Option, unsigned Default) {
  std::optional<StringRef> Value = Options.get(Option);
  unsigned Number;
  if (!Value)
    return Default;
  if (!Value->getAsInteger(10, Number))
    return Number;
  rejectOption(Option, *Value, "is not accepted; accepted: a number from 0");
  return Default;
}

FindingBuilder::FindingBuilder(AsyncCheck &Check, SourceLocation At, DiagnosticBuilder Message)
    : Check(Check), At(At), Message(std::in_place, Message) {}

FindingBuilder::FindingBuilder(FindingBuilder &&Other) noexcept
    : Check(Other.Check), At(Other.At), Message(std::move(Other.Message)), Usual(std::move(Other.Usual)),
      Others(std::move(Other.Others)) {
  Other.Message.reset();
}

FindingBuilder::~FindingBuilder() {
  if (!Message)
    return;
  Message.reset(); // Sends it.
  if (!Usual.Edits.empty())
    Others.insert(Others.begin(), std::move(Usual));
  for (Repair &Offered : Others) {
    DiagnosticBuilder Note = Check.note(At, "%0");
    Note << (Offered.Title.empty() ? describeEdits(Offered.Edits) : Offered.Title);
    for (const FixItHint &Edit : Offered.Edits)
      Note << Edit;
    for (const std::string &Header : Offered.Includes)
      if (auto Edit = Check.include(At, Header))
        Note << *Edit;
  }
}

FindingBuilder &FindingBuilder::operator<<(const FixItHint &Edit) {
  if (Check.offersSeveral())
    Usual.Edits.push_back(Edit);
  else
    *Message << Edit;
  return *this;
}

/// Instantiations know more than their pattern, for one which branches they keep, and are reported at the same places.
bool AsyncCheck::isLeftToInstantiations() {
  return Current && Current->function().isDependentContext() && Unit->index().isInstantiated(&Current->function());
}

std::optional<FindingBuilder> AsyncCheck::report(SourceLocation Loc, StringRef Message) {
  SourceLocation At = context().getSourceManager().getExpansionLoc(Loc);
  if (isLeftToInstantiations() || !Reported.insert(At).second)
    return std::nullopt;
  return FindingBuilder(*this, At, diag(At, Message));
}

void AsyncCheck::emit(Report Found, const Pending &When) {
  auto LosesComments = [&](const Repair &Offered) { return losesComments(Offered.Edits, context()); };
  if (LosesComments(Found.Fix))
    Found.Fix = {};
  llvm::erase_if(Found.Others, LosesComments);
  if (!When.isDecided()) {
    if (isLeftToInstantiations())
      return;
    for (const std::string &Header : Found.Fix.Includes)
      if (auto Edit = Found.Fix.Edits.empty() ? std::nullopt : include(Found.At, Header))
        Found.Fix.Edits.push_back(*Edit);
    Unit->program().pending(getID(), *Current, Found, When);
    return;
  }
  auto Diag = report(Found.At, "%0");
  if (!Diag)
    return;
  *Diag << Found.Message;
  Diag->title(Found.Fix.Title);
  for (const FixItHint &Hint : Found.Fix.Edits)
    *Diag << Hint;
  for (const std::string &Header : Found.Fix.Includes)
    if (auto Edit = Found.Fix.Edits.empty() ? std::nullopt : include(Found.At, Header))
      *Diag << *Edit;
  for (const Repair &Other : Found.Others)
    Diag->orElse(Other);
  Diag.reset();
  for (const auto *Notes : {&Found.Steps, &Found.Notes})
    for (const auto &[Loc, Text] : *Notes)
      note(Loc, "%0") << Text;
}

DiagnosticBuilder AsyncCheck::note(SourceLocation Loc, StringRef Message) {
  return diag(context().getSourceManager().getExpansionLoc(Loc), Message, DiagnosticIDs::Note);
}

std::optional<FixItHint> AsyncCheck::include(SourceLocation At, StringRef Header) {
  const SourceManager &SM = context().getSourceManager();
  FileID File = SM.getFileID(SM.getExpansionLoc(At));
  Header = Header.trim('"'); // The inserter adds the quotes.
  std::optional<FixItHint> Edit = Unit->includes().createIncludeInsertion(File, Header);
  if (!Unit->program().isActive())
    return Edit;
  std::pair<FileID, std::string> Key(File, Header.str());
  if (Edit)
    Unit->program().includeEdits().emplace(Key, *Edit);
  auto Known = Unit->program().includeEdits().find(Key);
  return Known == Unit->program().includeEdits().end() ? std::nullopt : std::optional(Known->second);
}

} // namespace async_tidy
