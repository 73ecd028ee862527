//===--- UnitChecks.h - The checks of one unit ------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The checks of clang-tidy as they are configured for one unit, and what they and Clang say of it, as a record.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_UNITCHECKS_H
#define ASYNC_TIDY_DRIVER_UNITCHECKS_H

#include "CompileCommands.h"
#include "Configuration.h"
#include "FunctionTable.h"
#include "Nolint.h"
#include "UnitRecord.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/AST/ASTConsumer.h"
#include <thread>

namespace async_tidy::driver {

/// What is remembered of a unit while its syntax tree is there.
struct ParsedUnit {
  FunctionTable Functions;
  NolintComments Nolints;
  clang::LangOptions Language;
  bool HasCoroutines = true; ///< Of the language.
};

class UnitChecks {
public:
  /// Both must live as long as the checks.
  UnitChecks(const Unit &U, const Configuration &Config, ParsedUnit &Parsed);

  clang::tidy::ClangTidyOptions options() const;

  /// To be told of all that Clang says of the unit.
  clang::DiagnosticConsumer &diagnostics() { return Consumer; }

  /// What runs the checks when the unit has been parsed; \p File is the main file as the command names it.
  std::unique_ptr<clang::ASTConsumer> create(clang::CompilerInstance &Compiler, llvm::StringRef File);

  /// What was found. \p Ran: Clang could use the command.
  UnitRecord record(bool Ran, clang::FileManager &Files);

private:
  /// Where the checks leave the facts of the unit: a pipe that a thread reads, so that no disk is needed.
  class FactsPipe {
  public:
    FactsPipe();
    ~FactsPipe() { take(); }

    /// Empty when there is no pipe.
    std::string path() const;
    /// What was written, once.
    std::string take();

  private:
    int Ends[2];
    std::thread Reader;
    std::string Text;
  };

  /// clang-tidy's consumer; remembers findings that a NOLINT comment silences as well.
  class FindingConsumer : public clang::tidy::ClangTidyDiagnosticConsumer {
  public:
    FindingConsumer(clang::tidy::ClangTidyContext &Context, NolintComments &Nolints)
        : ClangTidyDiagnosticConsumer(Context), Context(Context), Nolints(Nolints) {}

    void HandleDiagnostic(clang::DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) override;

    std::vector<clang::tidy::ClangTidyError> Suppressed;

  private:
    clang::tidy::ClangTidyContext &Context;
    NolintComments &Nolints;
  };

  const Unit &U;
  ParsedUnit &Parsed;
  FactsPipe Facts;
  clang::tidy::ClangTidyContext Context;
  FindingConsumer Consumer;
  std::unique_ptr<clang::DiagnosticOptions> EngineOptions = std::make_unique<clang::DiagnosticOptions>();
  clang::DiagnosticsEngine Engine;
  clang::tidy::ClangTidyASTConsumerFactory Factory;
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_UNITCHECKS_H
