//===--- ProgramFacts.h - The unit as a part of a program -------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Lets the analyses of a unit ask about functions whose bodies are in other files. There is somebody to ask in two
/// cases: the unit writes its facts to a file (`async.Facts`), which are linked with those of the other units, or it
/// has an index of the program (`async.Index`), which answers at the end of the unit. Both read the same rules and the
/// same pending findings. Without either, nothing is open, and what is unknown is silent.
///
/// An analysis asks isOpen() of a callee and, when it is, answers with a condition instead of a yes or no. A rule hands
/// a finding with a condition to pending().
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_PROGRAMFACTS_H
#define ASYNC_TIDY_ANALYSIS_PROGRAMFACTS_H

#include "analysis/Fixes.h"
#include "analysis/FunctionBody.h"
#include "program/UnitFacts.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringSet.h"
#include <map>

namespace async_tidy {

class UnitAnalysis;
} // namespace async_tidy
namespace clang::tidy {
class ClangTidyContext;
}
namespace async_tidy {

/// A finding as a rule makes it.
struct Report {
  clang::SourceLocation At;
  std::string Message;
  Repair Fix;
  llvm::SmallVector<Repair, 1> Others;                                       ///< Other repairs, for editors alone.
  llvm::SmallVector<std::pair<clang::SourceLocation, std::string>, 4> Steps; ///< The chain of calls.
  llvm::SmallVector<std::pair<clang::SourceLocation, std::string>, 4> Notes; ///< What else there is to say.
  bool IsOnlyUse = false;                                                    ///< As in program::Finding.
};

/// When it holds; the members are those of PendingFinding.
struct Pending {
  Condition When;
  int Via = PendingFinding::NoVia;
  FunctionId Group = 0;
  unsigned Order = 0;
  std::string OtherNote;
  FunctionId Takes = 0;
  double Limit = 0;

  bool isDecided() const { return When.empty() && !Group && !Takes; }
};

class ProgramFacts {
public:
  ProgramFacts(UnitAnalysis &Unit, std::string FactsFile, std::string IndexFile);

  /// True when other files can be asked.
  bool isActive() const { return !FactsFile.empty() || !IndexFile.empty(); }
  /// True when the body of \p Function is in another file of the program, as far as anybody here can tell.
  bool isOpen(const clang::FunctionDecl *Function);
  /// True when an overrider in another file may be what a virtual call of \p Method ends in.
  bool isOpenDispatch(const clang::CXXMethodDecl *Method);
  /// True for functions that the program may speak of: those of the project.
  bool isOfProject(const clang::FunctionDecl *Function);

  FunctionId id(const clang::FunctionDecl *Function);
  /// A field, of which something can be said as of a function.
  FunctionId id(const clang::FieldDecl *Field);
  Atom atom(Predicate P, const clang::FunctionDecl *Function, unsigned Parameter = 0) {
    return Atom(P, id(Function), uint16_t(Parameter));
  }
  /// The atom that says \p P of every function that \p Call, a virtual one, may end in.
  Atom ofDispatch(Predicate P, const CallSite &Call, unsigned Parameter = 0);

  UnitFacts &facts() { return Facts; }
  /// True for the first caller: what several rules ask for is said once.
  bool isFirst(llvm::StringRef Topic) { return Told.insert(Topic).second; }
  /// The edits that add a header to a file, once made: every pending finding carries its own.
  std::map<std::pair<clang::FileID, std::string>, clang::FixItHint> &includeEdits() { return IncludeEdits; }
  program::Place place(clang::SourceLocation Loc);
  /// Where \p At is in this unit, in the first inclusion of its file; invalid when the file cannot be found.
  clang::SourceLocation locate(const program::Place &At);
  program::FindingNote note(clang::SourceLocation Loc, std::string Text) { return {place(Loc), std::move(Text)}; }
  void pending(llvm::StringRef Check, const FunctionBody &Body, const Report &Found, const Pending &When);

  /// Says which functions the unit defines and how its classes derive; called once, when the checks have said the rest.
  /// Then writes the facts, or reports what they mean together with the index.
  void finish();
  static void writeEmpty(llvm::StringRef FactsFile, clang::tidy::ClangTidyContext &Tidy);

private:
  FunctionId classId(const clang::CXXRecordDecl *Class);
  void addHierarchy();
  void reportWithIndex();

  UnitAnalysis &Unit;
  std::string FactsFile, IndexFile;
  UnitFacts Facts;
  llvm::DenseMap<const clang::FunctionDecl *, FunctionId> Ids;
  llvm::DenseMap<clang::FileID, std::string> Paths;
  std::map<std::pair<clang::FileID, std::string>, clang::FixItHint> IncludeEdits;
  llvm::StringSet<> Told;
  llvm::DenseSet<std::pair<FunctionId, FunctionId>> Dispatched;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_PROGRAMFACTS_H
