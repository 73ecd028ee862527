//===--- AsyncCheck.h - Base of every check ---------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A check sees one function at a time, as a FunctionBody, and asks the shared analyses. It registers one matcher, on
/// definitions of functions, so that the cost of a check is that of its questions.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ASYNCCHECK_H
#define ASYNC_TIDY_ASYNCCHECK_H

#include "analysis/Fixes.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "llvm/ADT/DenseSet.h"

namespace async_tidy {

class AsyncCheck;

/// A warning that is being written: its text, the usual repair (every edit that is streamed in) and other ones. It is
/// sent when this object ends, before its notes.
///
/// clang-tidy prints the usual repair and applies it with `--fix`. Where one repair at a time is applied, in an editor,
/// each is offered under its title: a note that carries the edits is how a check says that.
class FindingBuilder {
public:
  FindingBuilder(AsyncCheck &Check, clang::SourceLocation At, clang::DiagnosticBuilder Message);
  FindingBuilder(FindingBuilder &&Other) noexcept;
  ~FindingBuilder();

  template <typename T> FindingBuilder &operator<<(const T &Value) {
    *Message << Value;
    return *this;
  }
  FindingBuilder &operator<<(const clang::FixItHint &Edit);

  /// What the usual repair does, in the imperative.
  void title(std::string Title) { Usual.Title = std::move(Title); }
  /// Another repair, for editors alone.
  void orElse(Repair Other) { Others.push_back(std::move(Other)); }

private:
  AsyncCheck &Check;
  clang::SourceLocation At;
  std::optional<clang::DiagnosticBuilder> Message;
  Repair Usual;
  llvm::SmallVector<Repair, 0> Others;
};

class AsyncCheck : public clang::tidy::ClangTidyCheck {
public:
  AsyncCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context, std::shared_ptr<UnitAnalysis> Unit);

  /// Called once for every function, method, lambda and instantiation with a body outside system headers, where the
  /// language has coroutines.
  virtual void checkFunction(const FunctionBody &Body) = 0;

  /// Called once at the end of the unit when other files can be asked: says what the check knows of its functions.
  virtual void describeUnit() {}

  /// Older languages have no coroutines, but functions that coroutines of other files call.
  bool isLanguageVersionSupported(const clang::LangOptions &LangOpts) const override {
    return LangOpts.CPlusPlus20 || (!Facts.empty() && !LangOpts.ObjC);
  }
  std::optional<clang::TraversalKind> getCheckTraversalKind() const override { return clang::TK_AsIs; }
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void registerPPCallbacks(const clang::SourceManager &SM, clang::Preprocessor *PP,
                           clang::Preprocessor *ModuleExpanderPP) override;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;
  void onEndOfTranslationUnit() override;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  /// Makes a value that an option does not take an error, at its place in the configuration when that can be found.
  void rejectOption(llvm::StringRef Option, llvm::StringRef Value, const std::string &Why);
  /// The value of an option that is true or false; anything else is an error, and the default holds.
  bool flag(llvm::StringRef Option, bool Default);
  /// The same for an option that is a number from 0.
  unsigned number(llvm::StringRef Option, unsigned Default);

  UnitAnalysis &unit() { return *Unit; }
  const clang::ASTContext &context() { return Unit->context(); }

  /// Reports \p Found or, when it depends on other files, leaves it to those who know them. A repair that would remove
  /// somebody's comment is left out.
  void emit(Report Found, const Pending &When = {});
  /// A warning at \p Loc; null when one was given there already (another instantiation of the same template).
  std::optional<FindingBuilder> report(clang::SourceLocation Loc, llvm::StringRef Message);
  clang::DiagnosticBuilder note(clang::SourceLocation Loc, llvm::StringRef Message);

  /// The edit that adds `#include <x>` (as `<x>` or `"x"`) to the file of \p At; none when it is there already.
  std::optional<clang::FixItHint> include(clang::SourceLocation At, llvm::StringRef Header);

  /// True where one repair at a time is applied, so that several can be offered.
  bool offersSeveral() const { return areDiagsSelfContained(); }

private:
  friend class FindingBuilder;
  std::shared_ptr<UnitAnalysis> Unit;
  const FunctionBody *Current = nullptr;
  bool isLeftToInstantiations();

  /// What `async.Libraries` and the like are for this check, which has options of these names as well: clang-tidy
  /// keeps only those when it writes a configuration.
  std::string Libraries, Index, Facts;
  llvm::DenseSet<clang::SourceLocation> Reported;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ASYNCCHECK_H
