//===--- TextOutput.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Outputs.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace clang;

namespace async_tidy::driver {
namespace {

/// Clang's own printer of diagnostics over the files as they are now.
class TextPrinter {
public:
  TextPrinter(raw_ostream &OS, bool Color)
      : OS(OS), Files(FileSystemOptions()), Here(absolutePath(".")),
        Engine((Options.ShowColors = Color, DiagnosticIDs::create()), Options, new TextDiagnosticPrinter(OS, Options)),
        Sources(Engine, Files) {
    if (Color)
      OS.enable_colors(true);
    Engine.getClient()->BeginSourceFile(Language);
  }
  ~TextPrinter() { Engine.getClient()->EndSourceFile(); }

  void print(const Finding &F) {
    // As clang-tidy marks a warning that the configuration makes an error.
    bool Raised = F.Level == FindingLevel::Error && !isCompileError(F) && !isConfigurationError(F);
    std::string Text = F.Message + " [" + F.Rule + (Raised ? ",-warnings-as-errors]" : "]");
    DiagnosticsEngine::Level Level = F.Level == FindingLevel::Error    ? DiagnosticsEngine::Error
                                     : F.Level == FindingLevel::Remark ? DiagnosticsEngine::Remark
                                                                       : DiagnosticsEngine::Warning;
    print(Level, Text, F.Start, &F.End, F.Fixes);
    for (const std::vector<FindingNote> *Steps : {&F.Chain, &F.Notes})
      for (const FindingNote &Step : *Steps)
        print(DiagnosticsEngine::Note, Step.Message, Step.At, nullptr, {});
  }

private:
  void print(DiagnosticsEngine::Level Level, StringRef Text, const Place &At, const Place *End,
             ArrayRef<FindingFix> Fixes) {
    SourceLocation Start = location(At.File, At.Offset);
    if (!At.File.empty() && Start.isInvalid()) {
      printWithoutSource(Level, Text, At);
      return;
    }
    DiagnosticBuilder Diag = Engine.Report(
        Start, Engine.getDiagnosticIDs()->getCustomDiagID(static_cast<DiagnosticIDs::Level>(Level), "%0"));
    Diag << Text;
    if (End && End->Offset > At.Offset && End->Line == At.Line)
      Diag << CharSourceRange::getCharRange(Start, location(At.File, End->Offset));
    for (const FindingFix &Fix : Fixes)
      for (const FindingEdit &Edit : Fix.Edits)
        if (SourceLocation From = location(Edit.File, Edit.Offset); From.isValid())
          Diag << FixItHint::CreateReplacement(
              CharSourceRange::getCharRange(From, From.getLocWithOffset(int(Edit.Length))), Edit.Text);
  }

  /// The source is not there: the report was made elsewhere.
  void printWithoutSource(DiagnosticsEngine::Level Level, StringRef Text, const Place &At) {
    StringRef Name = Level == DiagnosticsEngine::Note      ? "note"
                     : Level == DiagnosticsEngine::Error   ? "error"
                     : Level == DiagnosticsEngine::Warning ? "warning"
                                                           : "remark";
    OS << shorten(At.File) << ':' << At.Line << ':' << At.Column << ": " << Name << ": " << Text << '\n';
  }

  std::string shorten(StringRef Path) const { return Project(Here).relative(Path); }

  SourceLocation location(StringRef Path, unsigned Offset) {
    if (Path.empty())
      return {};
    auto File = Files.getOptionalFileRef(shorten(Path));
    if (!File)
      return {};
    FileID ID = Sources.getOrCreateFileID(*File, SrcMgr::C_User);
    if (Offset > Sources.getFileIDSize(ID))
      return {};
    return Sources.getLocForStartOfFile(ID).getLocWithOffset(int(Offset));
  }

  raw_ostream &OS;
  LangOptions Language;
  DiagnosticOptions Options;
  FileManager Files;
  std::string Here;
  DiagnosticsEngine Engine;
  SourceManager Sources;
};

} // namespace

void printText(const ProjectReport &R, raw_ostream &OS, bool Color) {
  TextPrinter Printer(OS, Color);
  for (const ReportedFinding &F : R.Findings)
    if (F.isOpen())
      Printer.print(F);
}

} // namespace async_tidy::driver
