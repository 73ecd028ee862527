//===--- UnitAnalysis.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/UnitAnalysis.h"
#include "analysis/Blocking.h"
#include "analysis/Deadlines.h"
#include "analysis/ExecutionContext.h"
#include "analysis/Independence.h"
#include "analysis/InferredRoles.h"
#include "analysis/ProgramFacts.h"
#include "analysis/TimedWork.h"
#include "analysis/UnitIndex.h"
#include "analysis/WatchedFiles.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;

namespace async_tidy {

static constexpr StringRef ConfigurationCheck = "async-configuration";

std::shared_ptr<const LibraryModel> ModuleState::shippedModel(const EmbeddedModel &Embedded) {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::shared_ptr<const LibraryModel> &Model = Shipped[&Embedded];
  if (!Model) {
    std::vector<ModelError> Errors; // None: the build has read every shipped model.
    std::shared_ptr<LibraryModel> Read = readModel(Embedded.File, Embedded.Text, Errors);
    Read->Shipped = true;
    Model = std::move(Read);
  }
  return Model;
}

std::shared_ptr<UnitAnalysis> ModuleState::unitFor(tidy::ClangTidyContext &Context) {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::erase_if(Units, [](const auto &Unit) { return Unit.second.expired(); });
  std::weak_ptr<UnitAnalysis> &Known = Units[&Context];
  std::shared_ptr<UnitAnalysis> Unit = Known.lock();
  if (!Unit) {
    Unit = std::make_shared<UnitAnalysis>(*this, Context);
    Known = Unit;
  }
  return Unit;
}

UnitAnalysis::UnitAnalysis(ModuleState &State, tidy::ClangTidyContext &Tidy) : State(State), Tidy(Tidy) {}
UnitAnalysis::~UnitAnalysis() = default;

void UnitAnalysis::begin(ASTContext &Now) {
  if (AST == &Now)
    return;
  AST = &Now;
  Deadlines.reset();
  Times.reset();
  Ordering.reset();
  LibraryNamespaces.clear();
  Blocking.reset();
  Threads.reset();
  Index.reset();
  Wrappers.reset();
  Types.reset();
  Models.reset();
  Bodies.clear();
  loadModels();
  // Like a model, an index is named from the nearest configuration.
  SmallString<256> NamedIndex(IndexFile);
  if (!IndexFile.empty() && !llvm::sys::path::is_absolute(IndexFile))
    if (std::vector<std::string> Bases = foldersWith(".clang-tidy"); !Bases.empty()) {
      NamedIndex = Bases.front();
      llvm::sys::path::append(NamedIndex, IndexFile);
    }
  if (!NamedIndex.empty())
    WatchedFiles::ofProcess().read(NamedIndex);
  Program = std::make_unique<ProgramFacts>(*this, FactsFile, NamedIndex.str().str());
  Left = 0;
  for (const RejectedOption &Option : Rejected)
    report(Option);
}

void UnitAnalysis::addLibraries(StringRef List) {
  SmallVector<StringRef, 4> Names;
  List.split(Names, ';', -1, /*KeepEmpty=*/false);
  for (StringRef Name : Names)
    if (Name = Name.trim(); !Name.empty() && !llvm::is_contained(Libraries, Name))
      Libraries.push_back(Name.str());
}

void UnitAnalysis::setProgram(StringRef Facts, StringRef Index) {
  if (!Facts.empty())
    FactsFile = Facts.str();
  if (!Index.empty())
    IndexFile = Index.str();
}

void UnitAnalysis::leave() {
  if (++Left < Taking)
    return;
  if (Program)
    Program->finish();
  else
    ProgramFacts::writeEmpty(FactsFile, Tidy); // A unit without a function.
}

void UnitAnalysis::rejectOption(std::string Option, std::string Value, std::string Why) {
  Rejected.push_back({std::move(Option), std::move(Value), std::move(Why)});
}

const Roles &UnitAnalysis::roles() { return *Models; }

InferredRoles &UnitAnalysis::inferred() {
  if (!Wrappers)
    Wrappers = std::make_unique<InferredRoles>(*this);
  return *Wrappers;
}

Found<Entry> UnitAnalysis::inferredRole(Role R, const CallSite &Call) { return inferred().call(R, Call); }

Awaitables &UnitAnalysis::awaitables() {
  if (!Types)
    Types = std::make_unique<Awaitables>(*AST, roles());
  return *Types;
}

ExecutionContexts &UnitAnalysis::threads() {
  if (!Threads)
    Threads = std::make_unique<ExecutionContexts>(*this);
  return *Threads;
}

UnitIndex &UnitAnalysis::index() {
  if (!Index)
    Index = std::make_unique<UnitIndex>(*this);
  return *Index;
}

DeadlineAnalysis &UnitAnalysis::deadlines() {
  if (!Deadlines)
    Deadlines = std::make_unique<DeadlineAnalysis>(*this);
  return *Deadlines;
}

BlockingAnalysis &UnitAnalysis::blocking(const std::set<std::string, std::less<>> &Categories, StringRef Check) {
  if (!Blocking)
    Blocking = std::make_unique<BlockingAnalysis>(*this, Categories, Check.str());
  return *Blocking;
}

TimedWork &UnitAnalysis::timedWork() {
  if (!Times)
    Times = std::make_unique<TimedWork>(*this);
  return *Times;
}

Independence &UnitAnalysis::independence(std::vector<std::string> ConcurrentTypes) {
  if (!Ordering)
    Ordering = std::make_unique<Independence>(*this, std::move(ConcurrentTypes));
  return *Ordering;
}

void UnitAnalysis::watchIncludes(Preprocessor &PP, bool SelfContained) {
  if (Includes)
    return;
  Includes.emplace(tidy::utils::IncludeSorter::IS_LLVM, SelfContained);
  Includes->registerPreprocessor(&PP);
}

bool UnitAnalysis::isSuppressed(StringRef Check, SourceLocation Loc) {
  /// A diagnostic that is asked about and never sent.
  struct Unsent : DiagnosticBuilder {
    explicit Unsent(const DiagnosticBuilder &Made) : DiagnosticBuilder(Made) {}
    ~Unsent() { Clear(); }
  };
  Unsent Made(Tidy.diag(Check, Loc, "suppressed"));
  Diagnostic Info(&AST->getDiagnostics(), Made);
  SmallVector<tooling::Diagnostic, 1> Errors;
  return Tidy.shouldSuppressDiagnostic(DiagnosticsEngine::Warning, Info, Errors);
}

const FunctionBody *UnitAnalysis::body(const FunctionDecl *Function) {
  const FunctionDecl *Definition = nullptr;
  if (!Function || !Function->hasBody(Definition) || inSystemHeader(*Definition) || isLibraryCode(*Definition))
    return nullptr;
  std::unique_ptr<FunctionBody> &Body = Bodies[Definition];
  if (!Body)
    Body = std::make_unique<FunctionBody>(*Definition);
  return Body.get();
}

bool UnitAnalysis::isLibraryCode(const Decl &D) {
  const SourceManager &SM = AST->getSourceManager();
  const DeclContext *Namespace = D.getDeclContext()->getEnclosingNamespaceContext();
  if (Namespace->isTranslationUnit() || SM.isInMainFile(SM.getExpansionLoc(D.getLocation())))
    return false;
  auto [It, New] = LibraryNamespaces.try_emplace(Namespace, false);
  if (New) {
    Found<LibraryModel> Library = roles().libraryOf(&D);
    It->second = Library && Library->Shipped;
  }
  return It->second;
}

/// True when the namespace `a::b` is declared in the unit.
static bool declaresNamespace(const ASTContext &Context, StringRef Name) {
  const DeclContext *In = Context.getTranslationUnitDecl();
  while (!Name.empty()) {
    auto [Head, Tail] = Name.split("::");
    const DeclContext *Next = nullptr;
    for (NamedDecl *D : In->lookup(&Context.Idents.get(Head)))
      if (const auto *Namespace = dyn_cast<NamespaceDecl>(D))
        Next = Namespace;
      else if (const auto *Alias = dyn_cast<NamespaceAliasDecl>(D))
        Next = Alias->getNamespace();
    if (!Next)
      return false;
    In = Next;
    Name = Tail;
  }
  return true;
}

/// True when the unit mentions what \p Model describes.
static bool applies(const ASTContext &Context, const EmbeddedModel &Model) {
  for (StringRef Root : Model.Roots)
    if (!Root.empty() && declaresNamespace(Context, Root))
      return true;
  for (StringRef Name : Model.Detect) {
    IdentifierInfo &Identifier = Context.Idents.get(Name);
    if (Identifier.hadMacroDefinition() || !Context.getTranslationUnitDecl()->lookup(&Identifier).empty())
      return true;
  }
  return false;
}

void UnitAnalysis::report(const ModelError &Error) {
  SourceManager &SM = AST->getSourceManager();
  // An editor shows what is said of the file that is open, at its top when no place is named.
  if (Tidy.areDiagsSelfContained()) {
    std::string Place = Error.File.empty()
                            ? ""
                            : Error.File + ":" + std::to_string(Error.Line) + ":" + std::to_string(Error.Column) + ": ";
    Tidy.diag(ConfigurationCheck, SourceLocation(), "%0", DiagnosticIDs::Error) << Place + Error.Message;
    return;
  }
  SourceLocation Loc;
  if (auto File = SM.getFileManager().getOptionalFileRef(Error.File)) {
    FileID ID = SM.getOrCreateFileID(*File, SrcMgr::C_User);
    Loc = SM.translateLineCol(ID, std::max(Error.Line, 1u), std::max(Error.Column, 1u));
  }
  std::string Message = Loc.isValid() || Error.File.empty() ? Error.Message : Error.File + ": " + Error.Message;
  Tidy.diag(ConfigurationCheck, Loc, "%0", DiagnosticIDs::Error) << Message;
}

void UnitAnalysis::report(const RejectedOption &Rejected) {
  llvm::vfs::FileSystem &FS = AST->getSourceManager().getFileManager().getVirtualFileSystem();
  ModelError Error{"", 0, 0, Rejected.Option + ": '" + Rejected.Value + "' " + Rejected.Why};
  for (const std::string &Folder : foldersWith(".clang-tidy")) {
    SmallString<256> File(Folder);
    llvm::sys::path::append(File, ".clang-tidy");
    if (auto Buffer = FS.getBufferForFile(File))
      if (auto Place = findOption((*Buffer)->getBuffer(), Rejected.Option, Rejected.Value)) {
        Error.File = File.str().str();
        Error.Line = Place->first;
        Error.Column = Place->second;
        break;
      }
  }
  report(Error);
}

std::vector<std::string> UnitAnalysis::foldersWith(StringRef Name) {
  llvm::vfs::FileSystem &FS = AST->getSourceManager().getFileManager().getVirtualFileSystem();
  SmallString<256> In(Tidy.getCurrentFile());
  (void)FS.makeAbsolute(In);
  std::vector<std::string> Found;
  while (llvm::sys::path::has_parent_path(In)) {
    llvm::sys::path::remove_filename(In);
    SmallString<256> File(In);
    llvm::sys::path::append(File, Name);
    if (FS.exists(File))
      Found.push_back(In.str().str());
  }
  return Found;
}

void UnitAnalysis::loadModels() {
  std::vector<std::shared_ptr<const LibraryModel>> Loaded;
  for (const EmbeddedModel &Embedded : embeddedModels())
    if (applies(*AST, Embedded))
      Loaded.push_back(State.shippedModel(Embedded));

  llvm::vfs::FileSystem &FS = AST->getSourceManager().getFileManager().getVirtualFileSystem();
  SmallVector<std::string, 4> Files;
  if (std::vector<std::string> In = foldersWith(".async-tidy.yaml"); !In.empty()) {
    SmallString<256> File(In.front());
    llvm::sys::path::append(File, ".async-tidy.yaml");
    Files.push_back(File.str().str());
  }
  // Relative to the nearest .clang-tidy, or to where clang-tidy was started.
  std::vector<std::string> Bases = foldersWith(".clang-tidy");
  for (const std::string &Name : Libraries) {
    SmallString<256> File(Name);
    if (!llvm::sys::path::is_absolute(Name) && !Bases.empty()) {
      File = Bases.front();
      llvm::sys::path::append(File, Name);
      if (!FS.exists(File) && FS.exists(Name))
        File = Name;
    }
    Files.push_back(File.str().str());
  }

  std::vector<ModelError> Errors;
  for (const std::string &File : Files) {
    WatchedFiles::ofProcess().read(File);
    auto Buffer = FS.getBufferForFile(File);
    if (!Buffer) {
      Errors.push_back({File, 0, 0, "library model cannot be read: " + Buffer.getError().message()});
      continue;
    }
    if (auto Model = readModel(File, (*Buffer)->getBuffer(), Errors))
      Loaded.push_back(std::move(Model));
  }
  Models = std::make_unique<Roles>(std::move(Loaded));
  for (const ModelError &Error : Errors)
    report(Error);
}

} // namespace async_tidy
