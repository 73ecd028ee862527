//===--- UnitChecks.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitChecks.h"
#include "SourceText.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include <fcntl.h>
#include <unistd.h>

using namespace llvm;
using namespace clang;

namespace async_tidy::driver {

UnitChecks::FactsPipe::FactsPipe() {
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

std::string UnitChecks::FactsPipe::path() const {
  return Ends[1] < 0 ? std::string() : "/dev/fd/" + std::to_string(Ends[1]);
}

std::string UnitChecks::FactsPipe::take() {
  if (Reader.joinable()) {
    close(Ends[1]);
    Reader.join();
    close(Ends[0]);
  }
  return std::exchange(Text, {});
}

void UnitChecks::FindingConsumer::HandleDiagnostic(DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) {
  unsigned Before = Context.getStats().ErrorsIgnoredNOLINT;
  ClangTidyDiagnosticConsumer::HandleDiagnostic(Level, Info);
  if (Context.getStats().ErrorsIgnoredNOLINT == Before || Level == DiagnosticsEngine::Note || !Info.hasSourceManager())
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

/// What only the driver sets.
static std::vector<std::pair<std::string, std::string>> driverOptions(const std::string &Facts) {
  if (Facts.empty())
    return {};
  return {{"async.Facts", Facts}};
}

UnitChecks::UnitChecks(const Unit &U, const Configuration &Config, ParsedUnit &Parsed)
    : U(U), Parsed(Parsed), Context(Config.provider(driverOptions(Facts.path()))), Consumer(Context, Parsed.Nolints),
      Engine(DiagnosticIDs::create(), *EngineOptions, &Consumer, /*ShouldOwnClient=*/false), Factory(Context) {
  Context.setCurrentBuildDirectory(U.Directory);
  Context.setDiagnosticsEngine(std::move(EngineOptions), &Engine);
}

tidy::ClangTidyOptions UnitChecks::options() const { return Context.getOptionsForFile(U.File); }

std::unique_ptr<ASTConsumer> UnitChecks::create(CompilerInstance &Compiler, StringRef File) {
  return Factory.createASTConsumer(Compiler, File);
}

namespace {

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

} // namespace

UnitRecord UnitChecks::record(bool Ran, FileManager &Files) {
  UnitRecord Record;
  SourceText Text(Files, Parsed.Language);
  bool Broken = false, Explained = false;
  for (const tidy::ClangTidyError &Error : Consumer.take()) {
    // A unit that has no findings anyway gives the facts that can be read.
    if (StringRef(Error.DiagnosticName).starts_with("clang-diagnostic") && !Parsed.HasCoroutines) {
      Explained = true;
      continue;
    }
    Record.Findings.push_back(findingOf(Error, Text, Parsed.Functions));
    Broken |= Error.DiagnosticName == "clang-diagnostic-error";
    Explained |= Error.DiagLevel == tidy::ClangTidyError::Error;
  }
  for (const tidy::ClangTidyError &Error : Consumer.Suppressed) {
    Record.Findings.push_back(findingOf(Error, Text, Parsed.Functions));
    Record.Findings.back().Suppressed = true;
  }
  Record.Nolints = Parsed.Nolints.judged([&](StringRef Check) { return Context.isCheckEnabled(Check); });
  Record.Facts = Facts.take();
  llvm::sort(Record.Findings);
  if (!Ran && !Explained)
    Record.Problem = "Clang cannot use its command";
  if (Broken || !Record.Problem.empty())
    Record.Status = UnitStatus::Unparsed;
  return Record;
}

} // namespace async_tidy::driver
