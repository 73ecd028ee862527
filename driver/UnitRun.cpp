//===--- UnitRun.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitRun.h"
#include "FileAccess.h"
#include "FunctionTable.h"
#include "Nolint.h"
#include "SourceText.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Options/OptionUtils.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <thread>
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

/// What is remembered of a unit while its syntax tree is there.
struct Remembered {
  FunctionTable Functions;
  NolintComments Nolints;
  LangOptions Language;
  bool HasCoroutines = true; ///< Of the language.
};

/// Decides which bodies are parsed, and remembers the functions and comments of the project.
class ProjectConsumer : public ASTConsumer {
public:
  ProjectConsumer(const SourceManager &SM, Remembered &Unit) : SM(SM), Unit(Unit) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    if (!SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
      return false;
    const FunctionDecl *Function = D->getAsFunction();
    return Function && !isPartOfAwaiting(*Function);
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    Unit.Functions.gather(Context);
    Unit.Nolints.gather(Context, Unit.Functions);
  }

private:
  const SourceManager &SM;
  Remembered &Unit;
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

class UnitAction : public ASTFrontendAction {
public:
  UnitAction(tidy::ClangTidyASTConsumerFactory &Checks, const Project &P, Remembered &Unit)
      : Checks(Checks), P(P), Unit(Unit) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler, StringRef File) override {
    markForeignFolders(Compiler.getPreprocessor().getHeaderSearchInfo(), P);
    std::vector<std::unique_ptr<ASTConsumer>> Both;
    Both.push_back(std::make_unique<ProjectConsumer>(Compiler.getSourceManager(), Unit));
    Both.push_back(Checks.createASTConsumer(Compiler, File));
    return std::make_unique<MultiplexConsumer>(std::move(Both));
  }

private:
  tidy::ClangTidyASTConsumerFactory &Checks;
  const Project &P;
  Remembered &Unit;
};

class UnitActionFactory : public tooling::FrontendActionFactory {
public:
  UnitActionFactory(tidy::ClangTidyASTConsumerFactory &Checks, const Project &P, Remembered &Unit, bool SkipBodies)
      : Checks(Checks), P(P), Unit(Unit), SkipBodies(SkipBodies) {}

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation, FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers, DiagnosticConsumer *Consumer) override {
    // Units of C and of older C++ have no findings, but functions that coroutines call.
    Language Written = Invocation->getFrontendOpts().Inputs.front().getKind().getLanguage();
    if (Written != Language::C && Written != Language::CXX)
      return true;
    Invocation->getPreprocessorOpts().SetUpStaticAnalyzer = true; // As clang-tidy does: defines __clang_analyzer__.
    Invocation->getFrontendOpts().SkipFunctionBodies = SkipBodies;
    Invocation->getFrontendOpts().DisableFree = true;
    // Only the checks report. Warnings that nobody sees would build a control flow graph of each function.
    Invocation->getDiagnosticOpts().IgnoreWarnings = true;
    Unit.Language = Invocation->getLangOpts();
    Unit.HasCoroutines = Unit.Language.CPlusPlus20;
    return FrontendActionFactory::runInvocation(std::move(Invocation), Files, std::move(Containers), Consumer);
  }

  std::unique_ptr<FrontendAction> create() override { return std::make_unique<UnitAction>(Checks, P, Unit); }

private:
  tidy::ClangTidyASTConsumerFactory &Checks;
  const Project &P;
  Remembered &Unit;
  bool SkipBodies;
};

/// clang-tidy's consumer; remembers findings that a NOLINT comment silences as well.
class FindingConsumer : public tidy::ClangTidyDiagnosticConsumer {
public:
  FindingConsumer(tidy::ClangTidyContext &Context, NolintComments &Nolints)
      : ClangTidyDiagnosticConsumer(Context), Context(Context), Nolints(Nolints) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) override {
    unsigned Before = Context.getStats().ErrorsIgnoredNOLINT;
    ClangTidyDiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Context.getStats().ErrorsIgnoredNOLINT == Before || Level == DiagnosticsEngine::Note ||
        !Info.hasSourceManager())
      return;
    const SourceManager &SM = Info.getSourceManager();
    SmallString<128> Message;
    Info.FormatDiagnostic(Message);
    std::string Check = Context.getCheckName(Info.getID());
    Nolints.addUse(Check, Info.getLocation(), SM);
    tidy::ClangTidyError &Silenced =
        Suppressed.emplace_back(Check, tidy::ClangTidyError::Warning, Context.getCurrentBuildDirectory(),
                                /*IsWarningAsError=*/false);
    Silenced.Message = tooling::DiagnosticMessage(Message, SM, SM.getFileLoc(Info.getLocation()));
  }

  std::vector<tidy::ClangTidyError> Suppressed;

private:
  tidy::ClangTidyContext &Context;
  NolintComments &Nolints;
};

std::vector<FindingFix> fixesOf(const tidy::ClangTidyError &Error) {
  FindingFix Fix;
  if (const StringMap<tooling::Replacements> *Replacements = tidy::getFixIt(Error, /*AnyFix=*/false))
    for (const auto &File : *Replacements)
      for (const tooling::Replacement &R : File.second)
        Fix.Edits.push_back(
            {absolutePath(R.getFilePath()), R.getOffset(), R.getLength(), R.getReplacementText().str()});
  if (Fix.Edits.empty())
    return {};
  llvm::sort(Fix.Edits);
  return {std::move(Fix)};
}

Finding findingOf(const tidy::ClangTidyError &Error, SourceText &Text, const FunctionTable &Functions) {
  Finding F;
  F.Rule = Error.DiagnosticName;
  F.Message = Error.Message.Message;
  F.Level = Error.DiagLevel == tidy::ClangTidyError::Error || Error.IsWarningAsError ? FindingLevel::Error
            : Error.DiagLevel == tidy::ClangTidyError::Remark                        ? FindingLevel::Remark
                                                                                     : FindingLevel::Warning;
  F.Fixes = fixesOf(Error);
  StringRef Path = Error.Message.FilePath;
  if (!Path.empty()) {
    unsigned Begin = Error.Message.FileOffset, End = Text.tokenEnd(Path, Begin);
    for (const tooling::FileByteRange &Range : Error.Message.Ranges)
      if (Range.FilePath == Path && Range.FileOffset <= Begin && Begin < Range.FileOffset + Range.Length)
        End = std::max(End, Range.FileOffset + Range.Length);
    // What a fix replaces is what the finding is about.
    std::string Absolute = absolutePath(Path);
    for (const FindingFix &Fix : F.Fixes)
      for (const FindingEdit &Edit : Fix.Edits)
        if (Edit.File == Absolute && Edit.Offset == Begin)
          End = std::max(End, Edit.Offset + Edit.Length);
    F.Start = Text.place(Path, Begin);
    F.End = Text.place(Path, End);
    F.Snippet = Text.snippet(Path, Begin);
    if (const FunctionTable::Function *Around = Functions.at(Path, Begin)) {
      F.FunctionUSR = Around->USR;
      F.FunctionName = Around->Name;
    }
  }
  for (const tooling::DiagnosticMessage &Note : Error.Notes)
    F.Notes.push_back({Text.place(Note.FilePath, Note.FilePath.empty() ? 0 : Note.FileOffset), Note.Message});
  return F;
}

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

/// Where the checks leave the facts of the unit: a pipe that a thread reads, so that no disk is needed.
class FactsPipe {
public:
  FactsPipe() {
    if (pipe2(Ends, O_CLOEXEC) != 0) {
      Ends[0] = Ends[1] = -1;
      return;
    }
    Reader = std::thread([this] {
      char Part[1 << 16];
      for (ssize_t Size; (Size = read(Ends[0], Part, sizeof Part)) > 0 || (Size < 0 && errno == EINTR);)
        Text.append(Part, Size > 0 ? Size : 0);
    });
  }
  ~FactsPipe() { take(); }

  /// Empty when there is no pipe.
  std::string path() const { return Ends[1] < 0 ? std::string() : "/dev/fd/" + std::to_string(Ends[1]); }

  /// What was written, once.
  std::string take() {
    if (Reader.joinable()) {
      close(Ends[1]);
      Reader.join();
      close(Ends[0]);
    }
    return std::exchange(Text, {});
  }

private:
  int Ends[2];
  std::thread Reader;
  std::string Text;
};

} // namespace

UnitRecord runUnit(const Unit &U, const Project &P, const Configuration &Config, const UnitRunSettings &Settings) {
  UnitRecord Record;
  Record.Root = P.root();
  Record.File = U.File;
  Record.Command = U.command();
  if (chdir(U.Directory.c_str()) != 0) {
    Record.Status = UnitStatus::Unparsed;
    Record.Problem = "the folder of the command, " + U.Directory + ", cannot be entered: " + strerror(errno);
    return Record;
  }

  std::vector<std::pair<std::string, std::string>> Extra;
  FactsPipe Facts;
  if (!Facts.path().empty())
    Extra.push_back({"async.Facts", Facts.path()});
  tidy::ClangTidyContext Context(Config.provider(Extra));
  Context.setCurrentBuildDirectory(U.Directory);
  Remembered Seen;
  FindingConsumer Consumer(Context, Seen.Nolints);
  auto Options = std::make_unique<DiagnosticOptions>();
  DiagnosticsEngine Engine(DiagnosticIDs::create(), *Options, &Consumer, /*ShouldOwnClient=*/false);
  Context.setDiagnosticsEngine(std::move(Options), &Engine);

  auto Access = makeIntrusiveRefCnt<FileAccess>(Settings.Files ? Settings.Files : vfs::getRealFileSystem());
  auto Files = makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Access);
  tidy::ClangTidyASTConsumerFactory Checks(Context);
  UnitActionFactory Factory(Checks, P, Seen, Settings.SkipBodies);
  tooling::ToolInvocation Invocation(clangArguments(U, Context.getOptionsForFile(U.File)), &Factory, Files.get(),
                                     std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Consumer);
  bool Ran = Invocation.run();

  SourceText Text(*Files, Seen.Language);
  bool Broken = false, Explained = false;
  for (const tidy::ClangTidyError &Error : Consumer.take()) {
    // A unit that has no findings anyway gives the facts that can be read.
    if (StringRef(Error.DiagnosticName).starts_with("clang-diagnostic") && !Seen.HasCoroutines) {
      Explained = true;
      continue;
    }
    Record.Findings.push_back(findingOf(Error, Text, Seen.Functions));
    Broken |= Error.DiagnosticName == "clang-diagnostic-error";
    Explained |= Error.DiagLevel == tidy::ClangTidyError::Error;
  }
  for (const tidy::ClangTidyError &Error : Consumer.Suppressed) {
    Record.Findings.push_back(findingOf(Error, Text, Seen.Functions));
    Record.Findings.back().Suppressed = true;
  }
  Record.Nolints = Seen.Nolints.judged([&](StringRef Check) { return Context.isCheckEnabled(Check); });
  Record.Facts = Facts.take();
  Record.Reads = Access->reads();
  Record.Absent = Access->absentBelow(P.root());
  llvm::sort(Record.Findings);
  if (!Ran && !Explained)
    Record.Problem = "Clang cannot use its command";
  if (Broken || !Record.Problem.empty())
    Record.Status = UnitStatus::Unparsed;
  return Record;
}

} // namespace async_tidy::driver
