//===--- UnitRun.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitRun.h"
#include "FileAccess.h"
#include "SharedHeadersGuard.h"
#include "UnitChecks.h"
#include "Workers.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Options/OptionUtils.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"
#include <dlfcn.h>
#include <unistd.h>

using namespace llvm;
using namespace clang;

namespace async_tidy::driver {
namespace {

/// Functions whose bodies say how an await behaves, wherever they stand: the names are those of the language.
bool isPartOfAwaiting(const FunctionDecl &Function) {
  if (Function.getOverloadedOperator() == OO_Coawait)
    return true;
  const IdentifierInfo *Name = Function.getIdentifier();
  return Name && is_contained({"await_ready", "await_suspend", "await_resume", "await_transform", "initial_suspend",
                               "final_suspend", "unhandled_exception", "get_return_object"},
                              Name->getName());
}

/// Decides which bodies are parsed, and remembers the functions and comments of the project.
class ProjectConsumer : public ASTConsumer {
public:
  ProjectConsumer(const SourceManager &SM, ParsedUnit &Parsed) : SM(SM), Parsed(Parsed) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    if (!SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
      return false;
    const FunctionDecl *Function = D->getAsFunction();
    return Function && !isPartOfAwaiting(*Function);
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    Parsed.Functions.gather(Context);
    Parsed.Nolints.gather(Context, Parsed.Functions);
  }

private:
  const SourceManager &SM;
  ParsedUnit &Parsed;
};

/// Makes include folders outside the project those of the system, where they are in the search order: `-isystem` would
/// move them behind all others.
void markForeignFolders(HeaderSearch &Search, const Project &P) {
  std::vector<DirectoryLookup> Folders;
  for (const DirectoryLookup &Folder : llvm::make_range(Search.quoted_dir_begin(), Search.system_dir_end())) {
    OptionalDirectoryEntryRef Entry = Folder.getDirRef();
    if (Entry && Folder.getDirCharacteristic() == SrcMgr::C_User && P.isForeign(absolutePath(Entry->getName())))
      Folders.emplace_back(*Entry, SrcMgr::C_System, /*isFramework=*/false);
    else
      Folders.push_back(Folder);
  }
  auto IndexOf = [&](ConstSearchDirIterator It) { return unsigned(std::distance(Search.quoted_dir_begin(), It)); };
  Search.SetSearchPaths(std::move(Folders), IndexOf(Search.angled_dir_begin()), IndexOf(Search.system_dir_begin()),
                        llvm::DenseMap<unsigned, unsigned>());
}

/// What runs over a unit when it is parsed: what remembers it, and the checks, which can be added while it is parsed.
class UnitConsumer : public MultiplexConsumer {
public:
  UnitConsumer(const SourceManager &SM, ParsedUnit &Parsed) : MultiplexConsumer(only(SM, Parsed)) {}

  void add(std::unique_ptr<ASTConsumer> Checks) { Consumers.push_back(std::move(Checks)); }

private:
  static std::vector<std::unique_ptr<ASTConsumer>> only(const SourceManager &SM, ParsedUnit &Parsed) {
    std::vector<std::unique_ptr<ASTConsumer>> Only;
    Only.push_back(std::make_unique<ProjectConsumer>(SM, Parsed));
    return Only;
  }
};

class UnitAction : public ASTFrontendAction {
public:
  UnitAction(UnitChecks &Checks, const Project &P, ParsedUnit &Parsed) : Checks(Checks), P(P), Parsed(Parsed) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler, StringRef File) override {
    markForeignFolders(Compiler.getPreprocessor().getHeaderSearchInfo(), P);
    auto Both = std::make_unique<UnitConsumer>(Compiler.getSourceManager(), Parsed);
    Both->add(Checks.create(Compiler, File));
    return Both;
  }

private:
  UnitChecks &Checks;
  const Project &P;
  ParsedUnit &Parsed;
};

/// The name of the pragma at the end of shared headers.
constexpr llvm::StringLiteral HandOver = "async_tidy_end_of_shared_headers";

/// Parses shared headers, and then one of the units that go on from there.
class SharedHeadersAction : public ASTFrontendAction {
public:
  SharedHeadersAction(ArrayRef<std::string> Headers, const Project &P, const Configuration &Config, ParsedUnit &Parsed,
                      function_ref<Continuation()> Next, std::optional<UnitChecks> &Checks)
      : Headers(Headers), P(P), Config(Config), Parsed(Parsed), Next(Next), Checks(Checks) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler, StringRef) override {
    Preprocessor &PP = Compiler.getPreprocessor();
    markForeignFolders(PP.getHeaderSearchInfo(), P);
    auto Watching = std::make_unique<SharedHeadersGuard>(PP, leaveCommonWork);
    Guard = Watching.get();
    PP.addPPCallbacks(std::move(Watching));
    PP.AddPragmaHandler(new EndOfHeaders(*this));
    // Where the headers of -include stand. The main file is empty.
    PP.setPredefines(PP.getPredefines() + directives(Headers));
    auto Both = std::make_unique<UnitConsumer>(Compiler.getSourceManager(), Parsed);
    Consumer = Both.get();
    return Both;
  }

private:
  class EndOfHeaders : public PragmaHandler {
  public:
    EndOfHeaders(SharedHeadersAction &Action) : PragmaHandler(HandOver), Action(Action) {}

    void HandlePragma(Preprocessor &PP, PragmaIntroducer, Token &Name) override {
      SourceLocation Here = Name.getLocation();
      PP.DiscardUntilEndOfDirective();
      Action.goOn(PP, Here);
    }

  private:
    SharedHeadersAction &Action;
  };

  static std::string directives(ArrayRef<std::string> Headers) {
    std::string Text;
    for (const std::string &Header : Headers)
      Text += "#include <" + Header + ">\n";
    return Text + "#pragma " + HandOver.str() + "\n";
  }

  /// Lets the preprocessor read what this copy of the process is for.
  void goOn(Preprocessor &PP, SourceLocation Here) {
    if (Checks || PP.getDiagnostics().hasErrorOccurred())
      leaveCommonWork();
    Guard->endHeaders();
    SourceManager &SM = PP.getSourceManager();
    Continuation Now = Next();
    if (Now.Of) {
      PP.EnterSourceFile(beginUnit(*Now.Of, Now.Main), nullptr, Here);
      return;
    }
    auto More = MemoryBuffer::getMemBufferCopy(directives(Now.Headers), "<built-in>");
    PP.EnterSourceFile(SM.createFileID(std::move(More)), nullptr, Here);
  }

  FileID beginUnit(const Unit &U, StringRef Main) {
    CompilerInstance &Compiler = getCompilerInstance();
    OptionalFileEntryRef File = Compiler.getFileManager().getOptionalFileRef(Main);
    if (!File)
      leaveCommonWork();
    // The checks ask what the main file is when they are made.
    SourceManager &SM = Compiler.getSourceManager();
    FileID Begun = SM.createFileID(*File, SourceLocation(), SrcMgr::C_User);
    SM.setMainFileID(Begun);
    Preprocessor &PP = Compiler.getPreprocessor();
    PP.markIncluded(*File);
    Checks.emplace(U, Config, Parsed);
    Checks->diagnostics().BeginSourceFile(Compiler.getLangOpts(), &PP);
    Compiler.getDiagnostics().setClient(&Checks->diagnostics(), /*ShouldOwnClient=*/false);
    std::unique_ptr<ASTConsumer> Added = Checks->create(Compiler, Main);
    Added->Initialize(Compiler.getASTContext());
    Consumer->add(std::move(Added));
    Guard->beginUnit();
    return Begun;
  }

  void EndSourceFileAction() override { Guard->endUnit(); }

  ArrayRef<std::string> Headers;
  const Project &P;
  const Configuration &Config;
  ParsedUnit &Parsed;
  function_ref<Continuation()> Next;
  std::optional<UnitChecks> &Checks;
  SharedHeadersGuard *Guard = nullptr;
  UnitConsumer *Consumer = nullptr;
};

class UnitActionFactory : public tooling::FrontendActionFactory {
public:
  using Maker = std::function<std::unique_ptr<FrontendAction>()>;
  /// With \p EmptyMain, the main file of the command is not read.
  UnitActionFactory(ParsedUnit &Parsed, bool SkipBodies, bool EmptyMain, Maker Make)
      : Parsed(Parsed), SkipBodies(SkipBodies), EmptyMain(EmptyMain), Make(std::move(Make)) {}

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation, FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers, DiagnosticConsumer *Consumer) override {
    FrontendInputFile &Main = Invocation->getFrontendOpts().Inputs.front();
    // Units of C and of older C++ have no findings, but functions that coroutines call.
    Language Written = Main.getKind().getLanguage();
    if (Written != Language::C && Written != Language::CXX)
      return true;
    if (EmptyMain)
      Main = FrontendInputFile(MemoryBufferRef("", "<built-in>"), Main.getKind());
    Invocation->getPreprocessorOpts().SetUpStaticAnalyzer = true; // As clang-tidy does: defines __clang_analyzer__.
    Invocation->getFrontendOpts().SkipFunctionBodies = SkipBodies;
    Invocation->getFrontendOpts().DisableFree = true;
    // Only the checks report. Warnings that nobody sees would build a control flow graph of each function.
    Invocation->getDiagnosticOpts().IgnoreWarnings = true;
    Parsed.Language = Invocation->getLangOpts();
    Parsed.HasCoroutines = Parsed.Language.CPlusPlus20;
    return FrontendActionFactory::runInvocation(std::move(Invocation), Files, std::move(Containers), Consumer);
  }

  std::unique_ptr<FrontendAction> create() override { return Make(); }

private:
  ParsedUnit &Parsed;
  bool SkipBodies, EmptyMain;
  Maker Make;
};

/// Where Clang's own headers are: of the Clang that this program was built with, or else of the library it runs on.
const std::string &resourceFolder() {
  static const std::string Folder = [] {
    std::string BuiltWith = ASYNC_TIDY_RESOURCE_DIR;
    Dl_info Library;
    SmallString<256> Path;
    if (sys::fs::exists(BuiltWith + "/include/stddef.h") ||
        !dladdr(reinterpret_cast<void *>(&getClangFullRepositoryVersion), &Library) ||
        sys::fs::real_path(Library.dli_fname, Path))
      return BuiltWith;
    return GetResourcesPath(StringRef(Path));
  }();
  return Folder;
}

/// The files of a unit, and how Clang is run over them.
class UnitFiles {
public:
  explicit UnitFiles(const UnitRunSettings &Settings)
      : Access(makeIntrusiveRefCnt<FileAccess>(Settings.Files ? Settings.Files : vfs::getRealFileSystem())),
        Files(makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Access)) {}

  bool run(const std::vector<std::string> &Arguments, tooling::FrontendActionFactory &Factory,
           DiagnosticConsumer &Diagnostics) {
    tooling::ToolInvocation Invocation(Arguments, &Factory, Files.get(), std::make_shared<PCHContainerOperations>());
    Invocation.setDiagnosticConsumer(&Diagnostics);
    return Invocation.run();
  }

  UnitRecord record(const Unit &U, const Project &P, UnitChecks &Checks, bool Ran) {
    UnitRecord Record = Checks.record(Ran, *Files);
    Record.Root = P.root();
    Record.File = U.File;
    Record.Command = U.command();
    Record.Reads = Access->reads();
    Record.Absent = Access->absentBelow(P.root());
    return Record;
  }

private:
  IntrusiveRefCntPtr<FileAccess> Access;
  IntrusiveRefCntPtr<FileManager> Files;
};

} // namespace

std::vector<std::string> clangArguments(const Unit &U, const tidy::ClangTidyOptions &Options) {
  std::vector<std::string> Arguments = U.Arguments;
  if (Options.RemovedArgs)
    llvm::erase_if(Arguments, [&](const std::string &A) { return is_contained(*Options.RemovedArgs, A); });
  if (Options.ExtraArgsBefore)
    Arguments.insert(Arguments.begin() + 1, Options.ExtraArgsBefore->begin(), Options.ExtraArgsBefore->end());
  if (Options.ExtraArgs)
    Arguments.insert(Arguments.end(), Options.ExtraArgs->begin(), Options.ExtraArgs->end());
  tooling::ArgumentsAdjuster Adjust = tooling::combineAdjusters(
      tooling::combineAdjusters(tooling::getClangStripOutputAdjuster(), tooling::getClangSyntaxOnlyAdjuster()),
      tooling::combineAdjusters(tooling::getClangStripDependencyFileAdjuster(), tooling::getStripPluginsAdjuster()));
  Arguments = Adjust(Arguments, U.File);
  if (none_of(Arguments, [](StringRef A) { return A.starts_with("-resource-dir"); })) {
    // The headers of the compiler that this program contains, not those of the one in the command.
    Arguments.insert(Arguments.begin() + 1, "-resource-dir=" + resourceFolder());
  }
  return Arguments;
}

UnitRecord runUnit(const Unit &U, const Project &P, const Configuration &Config, const UnitRunSettings &Settings) {
  if (chdir(U.Directory.c_str()) != 0) {
    UnitRecord Record;
    Record.Root = P.root();
    Record.File = U.File;
    Record.Command = U.command();
    Record.Status = UnitStatus::Unparsed;
    Record.Problem = "the folder of the command, " + U.Directory + ", cannot be entered: " + strerror(errno);
    return Record;
  }
  ParsedUnit Parsed;
  UnitChecks Checks(U, Config, Parsed);
  UnitActionFactory Factory(Parsed, Settings.SkipBodies, /*EmptyMain=*/false,
                            [&] { return std::make_unique<UnitAction>(Checks, P, Parsed); });
  UnitFiles Files(Settings);
  bool Ran = Files.run(clangArguments(U, Checks.options()), Factory, Checks.diagnostics());
  return Files.record(U, P, Checks, Ran);
}

UnitRecord runFromSharedHeaders(ArrayRef<std::string> Headers, const Unit &Any, const Project &P,
                                const Configuration &Config, const UnitRunSettings &Settings,
                                function_ref<Continuation()> Next) {
  if (chdir(Any.Directory.c_str()) != 0)
    leaveCommonWork();
  const Unit *Begun = nullptr;
  auto Following = [&] {
    Continuation Now = Next();
    Begun = Now.Of;
    return Now;
  };
  ParsedUnit Parsed;
  std::optional<UnitChecks> Checks;
  UnitActionFactory Factory(Parsed, Settings.SkipBodies, /*EmptyMain=*/true, [&] {
    return std::make_unique<SharedHeadersAction>(Headers, P, Config, Parsed, Following, Checks);
  });
  UnitFiles Files(Settings);
  DiagnosticConsumer Silent;
  bool Ran = Files.run(clangArguments(Any, Config.provider()->getOptions(Any.File)), Factory, Silent);
  if (!Checks)
    leaveCommonWork();
  UnitRecord Record = Files.record(*Begun, P, *Checks, Ran);
  // An error could be one of the order.
  if (Record.Status != UnitStatus::Read)
    leaveCommonWork();
  return Record;
}

} // namespace async_tidy::driver
