//===--- ProgramFacts.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ProgramFacts.h"
#include "analysis/Snippet.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "program/ProgramIndex.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "clang/Lex/Lexer.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using namespace clang;

namespace async_tidy {

ProgramFacts::ProgramFacts(UnitAnalysis &Unit, std::string FactsFile, std::string IndexFile)
    : Unit(Unit), FactsFile(std::move(FactsFile)), IndexFile(std::move(IndexFile)) {
  const SourceManager &SM = Unit.context().getSourceManager();
  Facts.Unit = place(SM.getLocForStartOfFile(SM.getMainFileID())).File;
}

bool ProgramFacts::isOfProject(const FunctionDecl *Function) {
  return isActive() && Function && !Function->getBuiltinID() && !Function->isImplicit() && !Function->isDeleted() &&
         !Function->isDependentContext() && !inSystemHeader(*Function) && !Unit.isLibraryCode(*Function);
}

bool ProgramFacts::isOpen(const FunctionDecl *Function) {
  return isOfProject(Function) && !Function->isDefaulted() && !Function->isPureVirtual() && !Function->isDefined() &&
         Function->isExternallyVisible();
}

bool ProgramFacts::isOpenDispatch(const CXXMethodDecl *Method) { return isOfProject(Method); }

FunctionId ProgramFacts::id(const FunctionDecl *Function) {
  Function = Function->getCanonicalDecl();
  auto [It, New] = Ids.try_emplace(Function, 0);
  if (!New)
    return It->second;
  SmallString<128> USR;
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  bool IsLambda = Method && Method->getParent()->isLambda();
  if (IsLambda || index::generateUSRForDecl(Function, USR) || !Function->isExternallyVisible()) {
    program::Place At = place(Function->getLocation());
    if (IsLambda || USR.empty())
      USR = "lambda@" + std::to_string(At.Offset);
    return Ids[Function] = functionId(USR, At.File);
  }
  return Ids[Function] = functionId(USR);
}

FunctionId ProgramFacts::id(const FieldDecl *Field) {
  return partOf(classId(cast<CXXRecordDecl>(Field->getParent())), Field->getName());
}

FunctionId ProgramFacts::classId(const CXXRecordDecl *Class) {
  Class = Class->getCanonicalDecl();
  SmallString<128> USR;
  if (index::generateUSRForDecl(Class, USR) || !Class->isExternallyVisible())
    return functionId(USR, place(Class->getLocation()).File);
  return functionId(USR);
}

Atom ProgramFacts::ofDispatch(Predicate P, const CallSite &Call, unsigned Parameter) {
  const auto *Method = cast<CXXMethodDecl>(Call.Callee);
  const CXXRecordDecl *Class = Call.objectRecord();
  FunctionId Base = id(Method), On = classId(Class ? Class : Method->getParent());
  Atom Head(P, partOf(Base, "called on", On), uint16_t(Parameter));
  if (Dispatched.insert({partOf(Head.Function, "asked", unsigned(P)), Parameter}).second)
    Facts.dispatch(Head, Base, On);
  return Head;
}

program::Place ProgramFacts::place(SourceLocation Loc) {
  const SourceManager &SM = Unit.context().getSourceManager();
  Loc = SM.getExpansionLoc(Loc);
  if (Loc.isInvalid())
    return {};
  auto [File, Offset] = SM.getDecomposedLoc(Loc);
  auto [It, New] = Paths.try_emplace(File);
  if (New) {
    SmallString<256> Path(SM.getFilename(Loc));
    SM.getFileManager().makeAbsolutePath(Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    It->second = Path.str().str();
  }
  return {It->second, Offset, SM.getLineNumber(File, Offset), SM.getColumnNumber(File, Offset)};
}

SourceLocation ProgramFacts::locate(const program::Place &At) {
  SourceManager &SM = Unit.context().getSourceManager();
  auto Entry = SM.getFileManager().getOptionalFileRef(At.File);
  if (!Entry)
    return {};
  FileID Id = SM.translateFile(*Entry);
  if (Id.isInvalid())
    Id = SM.getOrCreateFileID(*Entry, SrcMgr::C_User);
  return At.Offset <= SM.getFileIDSize(Id) ? SM.getLocForStartOfFile(Id).getLocWithOffset(int(At.Offset))
                                           : SourceLocation();
}

/// The function around a place that has a name.
static const FunctionDecl *namedFunction(const FunctionDecl *Function) {
  while (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Function)) {
    if (!Method->getParent()->isLambda())
      break;
    const DeclContext *Around = Method->getParent()->getDeclContext();
    while (Around && !isa<FunctionDecl>(Around))
      Around = Around->getParent();
    Function = dyn_cast_or_null<FunctionDecl>(Around);
  }
  return Function;
}

/// True when the header filter lets findings in \p File through.
static bool isShown(StringRef File, StringRef MainFile, const tidy::ClangTidyOptions &Options) {
  auto Matches = [&](const std::optional<std::string> &Filter, bool Otherwise) {
    return Filter && !Filter->empty() ? llvm::Regex(*Filter).match(File) : Otherwise;
  };
  return File == MainFile ||
         (Matches(Options.HeaderFilterRegex, true) && !Matches(Options.ExcludeHeaderFilterRegex, false));
}

void ProgramFacts::pending(StringRef Check, const FunctionBody &Body, const Report &Found, const Pending &When) {
  const ASTContext &Context = Unit.context();
  const SourceManager &SM = Context.getSourceManager();
  PendingFinding Out;
  program::Finding &F = Out.Record;
  F.Rule = Check.str();
  F.Message = Found.Message;
  F.Start = place(Found.At);
  if (!isShown(F.Start.File, Facts.Unit, Unit.tidy().getOptions()))
    return;
  if (Unit.tidy().treatAsError(Check))
    F.Level = program::FindingLevel::Error;
  SourceLocation Begin = SM.getExpansionLoc(Found.At);
  F.End = place(Lexer::getLocForEndOfToken(Begin, 0, SM, Context.getLangOpts()));
  F.Suppressed = Unit.isSuppressed(Check, Found.At);
  F.IsOnlyUse = Found.IsOnlyUse;
  if (const FunctionDecl *Function = namedFunction(&Body.function())) {
    SmallString<128> USR;
    if (!index::generateUSRForDecl(Function, USR))
      F.FunctionUSR = USR.str().str();
    F.FunctionName = qualifiedName(*Function);
  }
  for (const auto &[Loc, Text] : Found.Steps)
    F.Chain.push_back(note(Loc, Text));
  for (const auto &[Loc, Text] : Found.Notes)
    F.Notes.push_back(note(Loc, Text));
  program::FindingFix Fix;
  for (const FixItHint &Hint : Found.Fix.Edits) {
    tooling::Replacement Edit(SM, Hint.RemoveRange, Hint.CodeToInsert, Context.getLangOpts());
    if (!Edit.isApplicable())
      continue;
    program::Place At = place(Hint.RemoveRange.getBegin());
    Fix.Edits.push_back({At.File, Edit.getOffset(), Edit.getLength(), Edit.getReplacementText().str()});
  }
  // What a fix replaces is what the finding is about.
  for (const program::FindingEdit &Edit : Fix.Edits)
    if (Edit.File == F.Start.File && Edit.Offset == F.Start.Offset && Edit.Offset + Edit.Length > F.End.Offset)
      F.End = place(Begin.getLocWithOffset(int(Edit.Length)));
  auto [File, Offset] = SM.getDecomposedLoc(Begin);
  F.Snippet = snippetAt(SM.getBufferData(File), Offset, Context.getLangOpts());
  if (!Fix.Edits.empty())
    F.Fixes.push_back(std::move(Fix));
  Out.When = When.When;
  Out.Via = When.Via;
  Out.Group = When.Group;
  Out.Order = When.Order;
  Out.OtherNote = When.OtherNote;
  Out.Takes = When.Takes;
  Out.Limit = When.Limit;
  Facts.pending(std::move(Out));
}

void ProgramFacts::addHierarchy() {
  llvm::SmallPtrSet<const CXXRecordDecl *, 16> Seen;
  for (const CXXMethodDecl *Method : Unit.index().virtualMethods()) {
    if (isa<CXXDestructorDecl>(Method) || Method->isDependentContext())
      continue;
    const CXXRecordDecl *Class = Method->getParent();
    Facts.overrides(id(Method), classId(Class), id(Method), Method->isPureVirtual());
    for (const CXXMethodDecl *Overridden : Method->overridden_methods())
      Facts.overrides(id(Method), classId(Class), id(Overridden), Method->isPureVirtual());
    if (Class->hasDefinition() && Seen.insert(Class->getCanonicalDecl()).second)
      for (const CXXBaseSpecifier &Base : Class->getDefinition()->bases())
        if (const CXXRecordDecl *Record = Base.getType()->getAsCXXRecordDecl())
          Facts.derives(classId(Class), classId(Record));
  }
}

/// Whole or not at all: somebody else may read while this is written.
static void writeFacts(const UnitFacts &Facts, StringRef File, tidy::ClangTidyContext &Tidy) {
  auto Write = [&](raw_ostream &Stream) {
    Stream << Facts.serialize();
    return llvm::Error::success();
  };
  // A file is written beside and renamed; a pipe is written to.
  llvm::sys::fs::file_status Status;
  bool IsPipe = !llvm::sys::fs::status(File, Status) && Status.type() == llvm::sys::fs::file_type::fifo_file;
  auto WritePipe = [&]() -> llvm::Error {
    std::error_code Code;
    llvm::raw_fd_ostream Stream(File, Code);
    return Code ? llvm::errorCodeToError(Code) : Write(Stream);
  };
  llvm::Error Problem = IsPipe ? WritePipe() : llvm::writeToOutput(File, Write);
  if (Problem)
    Tidy.diag("async-configuration", SourceLocation(), "%0", DiagnosticIDs::Error)
        << ("async.Facts: '" + File + "' cannot be written: " + llvm::toString(std::move(Problem))).str();
}

void ProgramFacts::finish() {
  if (!isActive())
    return;
  for (const FunctionDecl *Function : Unit.index().functions())
    if (!Function->isDependentContext() && Unit.body(Function))
      Facts.fact(atom(Predicate::Defined, Function));
  addHierarchy();
  Facts = Facts.sorted();
  if (!FactsFile.empty())
    writeFacts(Facts, FactsFile, Unit.tidy());
  else
    reportWithIndex();
}

void ProgramFacts::writeEmpty(StringRef FactsFile, tidy::ClangTidyContext &Tidy) {
  if (FactsFile.empty())
    return;
  UnitFacts Nothing;
  SmallString<256> File(Tidy.getCurrentFile());
  (void)llvm::sys::fs::make_absolute(File);
  llvm::sys::path::remove_dots(File, /*remove_dot_dot=*/true);
  Nothing.Unit = File.str().str();
  writeFacts(Nothing, FactsFile, Tidy);
}

void ProgramFacts::reportWithIndex() {
  auto Index = ProgramIndex::open(IndexFile, Facts.Unit);
  // Without it, the unit speaks for itself, as if no index had been named.
  ProgramKnowledge *Rest = nullptr;
  if (Index)
    Rest = Index->get();
  else
    Unit.tidy().diag("async-configuration", SourceLocation(), "%0", DiagnosticIDs::Warning)
        << "async.Index cannot be read: " + llvm::toString(Index.takeError());
  std::vector<UnitFacts> Alone;
  Alone.push_back(std::move(Facts));
  for (const program::Finding &F : link(Alone, Rest).Findings) {
    if (F.Suppressed)
      continue;
    SourceLocation Start = locate(F.Start);
    SmallVector<Repair, 1> Repairs;
    for (const program::FindingFix &Fix : F.Fixes) {
      Repair &R = Repairs.emplace_back(Repair{Fix.Description, {}, {}});
      for (const program::FindingEdit &Edit : Fix.Edits)
        if (SourceLocation At = locate({Edit.File, Edit.Offset}); At.isValid())
          R.Edits.push_back(FixItHint::CreateReplacement(
              CharSourceRange::getCharRange(At, At.getLocWithOffset(int(Edit.Length))), Edit.Text));
    }
    // Where one repair at a time is applied, each is a note of its own, as those that need no index are.
    bool Apart = Unit.tidy().areDiagsSelfContained();
    {
      auto Diag = Unit.tidy().diag(F.Rule, Start, "%0");
      Diag << F.Message;
      for (const Repair &R : Repairs)
        for (const FixItHint &Edit : R.Edits)
          if (!Apart)
            Diag << Edit;
    }
    for (const Repair &R : Repairs)
      if (Apart && !R.Edits.empty()) {
        auto Note = Unit.tidy().diag(F.Rule, Start, "%0", DiagnosticIDs::Note);
        Note << (R.Title.empty() ? describeEdits(R.Edits) : R.Title);
        for (const FixItHint &Edit : R.Edits)
          Note << Edit;
      }
    for (const std::vector<program::FindingNote> *Steps : {&F.Chain, &F.Notes})
      for (const program::FindingNote &Note : *Steps)
        Unit.tidy().diag(F.Rule, locate(Note.At), "%0", DiagnosticIDs::Note) << Note.Message;
  }
}

} // namespace async_tidy
