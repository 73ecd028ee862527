//===--- UnitAnalysis.h - What the rules of one unit share ------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Everything that the checks of one translation unit share: library models, awaitables, function bodies, summaries.
/// All of it is made on demand. One object belongs to one unit and one thread; ModuleState hands it out and is the only
/// thing that units in other threads of the process see as well.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_UNITANALYSIS_H
#define ASYNC_TIDY_ANALYSIS_UNITANALYSIS_H

#include "analysis/Awaitables.h"
#include "analysis/FunctionBody.h"
#include "analysis/Roles.h"
#include "clang-tidy/utils/IncludeInserter.h"
#include <mutex>
#include <set>

namespace clang::tidy {
class ClangTidyContext;
}

namespace async_tidy {

class BlockingAnalysis;
class DeadlineAnalysis;
class ExecutionContexts;
class InferredRoles;
class ProgramFacts;
class Independence;
class TimedWork;
class UnitIndex;

/// Shared by all units that one set of check factories serves. Thread-safe.
class ModuleState {
public:
  /// A shipped model, read once per process and kept.
  std::shared_ptr<const LibraryModel> shippedModel(const EmbeddedModel &Embedded);

  /// The analysis that the checks of \p Context share. It lives as long as one of them.
  std::shared_ptr<class UnitAnalysis> unitFor(clang::tidy::ClangTidyContext &Context);

private:
  std::mutex Mutex;
  std::map<const EmbeddedModel *, std::shared_ptr<const LibraryModel>> Shipped;
  std::map<const clang::tidy::ClangTidyContext *, std::weak_ptr<class UnitAnalysis>> Units;
};

class UnitAnalysis : public std::enable_shared_from_this<UnitAnalysis> {
public:
  UnitAnalysis(ModuleState &State, clang::tidy::ClangTidyContext &Tidy);
  ~UnitAnalysis();

  /// Tells which AST is being analysed; a new one throws away what was known of the last.
  void begin(clang::ASTContext &AST);

  bool hasBegun() const { return AST != nullptr; }
  clang::ASTContext &context() { return *AST; }
  clang::tidy::ClangTidyContext &tidy() { return Tidy; }
  /// Adds the models of a semicolon separated list of files, before the first begin().
  void addLibraries(llvm::StringRef List);
  /// Names the files that connect the unit with the rest of its program, before the first begin().
  void setProgram(llvm::StringRef FactsFile, llvm::StringRef IndexFile);
  /// A check takes part in this unit, and has seen all of it. After the last one the unit speaks to the program.
  void join() { ++Taking; }
  void leave();
  /// Remembers a value that \p Option does not take; it is reported when the analysis begins.
  void rejectOption(std::string Option, std::string Value, std::string Why);
  const Roles &roles();
  InferredRoles &inferred();
  /// The entry that gives \p Call the role \p R: by a library model or, for a wrapper whose body is in this unit, by
  /// what it does with its arguments.
  template <typename T = Entry> Found<T> meaning(Role R, const CallSite &Call) {
    if (auto Known = roles().call<T>(R, Call))
      return Known;
    Found<Entry> Inferred = inferredRole(R, Call);
    return {static_cast<const T *>(Inferred.Entry), Inferred.Library, Inferred.Root};
  }
  Awaitables &awaitables();
  ExecutionContexts &threads();
  UnitIndex &index();
  DeadlineAnalysis &deadlines();
  ProgramFacts &program() { return *Program; }
  TimedWork &timedWork();

  /// \p ConcurrentTypes are names of classes that several tasks may use at once, beside those of the models.
  Independence &independence(std::vector<std::string> ConcurrentTypes = {});
  /// \p Check is the rule whose suppressions in helpers hold for their callers.
  BlockingAnalysis &blocking(const std::set<std::string, std::less<>> &Categories, llvm::StringRef Check);

  /// Remembers the includes of every file from now on, once for all checks: they take a megabyte or two.
  void watchIncludes(clang::Preprocessor &PP, bool SelfContained);
  clang::tidy::utils::IncludeInserter &includes() { return *Includes; }

  /// True when a NOLINT comment silences \p Check at \p Loc.
  bool isSuppressed(llvm::StringRef Check, clang::SourceLocation Loc);

  /// True for what the headers of a modelled library declare in its namespace. The shipped model says what of it
  /// blocks, starts or waits; how it does that is its own business.
  bool isLibraryCode(const clang::Decl &D);

  /// The body of \p Function; null when it is not in this unit, is in a system header, or is code of a modelled
  /// library.
  const FunctionBody *body(const clang::FunctionDecl *Function);

private:
  Found<Entry> inferredRole(Role R, const CallSite &Call);
  struct RejectedOption {
    std::string Option, Value, Why;
  };

  void loadModels();
  void report(const ModelError &Error);
  void report(const RejectedOption &Rejected);
  /// The folders from that of the checked file upwards that have a file called \p Name.
  std::vector<std::string> foldersWith(llvm::StringRef Name);

  ModuleState &State;
  clang::tidy::ClangTidyContext &Tidy;
  clang::ASTContext *AST = nullptr;
  std::optional<clang::tidy::utils::IncludeInserter> Includes;
  std::vector<std::string> Libraries;
  std::string FactsFile, IndexFile;
  unsigned Taking = 0, Left = 0;
  std::vector<RejectedOption> Rejected;
  std::unique_ptr<Roles> Models;
  std::unique_ptr<ProgramFacts> Program;
  std::unique_ptr<Awaitables> Types;
  std::unique_ptr<InferredRoles> Wrappers;
  std::unique_ptr<ExecutionContexts> Threads;
  std::unique_ptr<UnitIndex> Index;
  std::unique_ptr<BlockingAnalysis> Blocking;
  std::unique_ptr<DeadlineAnalysis> Deadlines;
  std::unique_ptr<Independence> Ordering;
  std::unique_ptr<TimedWork> Times;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<FunctionBody>> Bodies;
  llvm::DenseMap<const clang::DeclContext *, bool> LibraryNamespaces;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_UNITANALYSIS_H
