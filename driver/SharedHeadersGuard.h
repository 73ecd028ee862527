//===--- SharedHeadersGuard.h - Whether a unit may share headers -*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Watches a unit that goes on from headers which were parsed for several units at once (SharedHeaders.h), in front of
/// its first line and not where it includes them. The unit means the same as if it were parsed by itself when
///
/// - it includes each of these headers, itself or by way of others, and outside of all braces;
/// - until it has, it defines and undefines no name that these headers mention, and uses no pragma that could change
///   what comes after it;
/// - until it has, nothing looks at a macro of a header that it has not included yet.
///
/// As soon as one of these does not hold, the guard reports it, and the unit is parsed by itself. What is left are
/// declarations: code in front of an include could find a name, by overloading or by a `requires`, that it would not
/// have found. No such code was met yet; that headers of a system do not depend on the order in which they are
/// included, and do not care for what they have no macro for, is taken for granted.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_SHAREDHEADERSGUARD_H
#define ASYNC_TIDY_DRIVER_SHAREDHEADERSGUARD_H

#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace async_tidy::driver {

class SharedHeadersGuard : public clang::PPCallbacks {
public:
  /// Calls \p Violated when the unit cannot share the headers.
  SharedHeadersGuard(clang::Preprocessor &PP, std::function<void()> Violated) : PP(PP), Violated(std::move(Violated)) {}

  /// The headers have been read.
  void endHeaders();
  /// What comes now is the unit's own.
  void beginUnit();
  /// The unit has been read.
  void endUnit();

  void InclusionDirective(clang::SourceLocation Hash, const clang::Token &, llvm::StringRef, bool,
                          clang::CharSourceRange, clang::OptionalFileEntryRef Included, llvm::StringRef,
                          llvm::StringRef, const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind Kind) override;
  void MacroDefined(const clang::Token &Name, const clang::MacroDirective *) override { changes(Name); }
  void MacroUndefined(const clang::Token &Name, const clang::MacroDefinition &,
                      const clang::MacroDirective *) override {
    changes(Name);
  }
  void MacroExpands(const clang::Token &Name, const clang::MacroDefinition &Definition, clang::SourceRange,
                    const clang::MacroArgs *) override {
    looksAt(Name, Definition);
  }
  void Defined(const clang::Token &Name, const clang::MacroDefinition &Definition, clang::SourceRange) override {
    looksAt(Name, Definition);
  }
  void Ifdef(clang::SourceLocation, const clang::Token &Name, const clang::MacroDefinition &Definition) override {
    looksAt(Name, Definition);
  }
  void Ifndef(clang::SourceLocation, const clang::Token &Name, const clang::MacroDefinition &Definition) override {
    looksAt(Name, Definition);
  }
  using PPCallbacks::Elifdef;
  void Elifdef(clang::SourceLocation, const clang::Token &Name, const clang::MacroDefinition &Definition) override {
    looksAt(Name, Definition);
  }
  using PPCallbacks::Elifndef;
  void Elifndef(clang::SourceLocation, const clang::Token &Name, const clang::MacroDefinition &Definition) override {
    looksAt(Name, Definition);
  }
  void PragmaDirective(clang::SourceLocation Hash, clang::PragmaIntroducerKind) override;

private:
  const clang::FileEntry *fileOf(clang::SourceLocation Location) const;
  /// Notes that the unit has included \p File, and with it all that \p File includes.
  void reach(const clang::FileEntry &File);
  /// The code at \p Location is the project's, and some header that is shared is still to come.
  bool isOfInterest(clang::SourceLocation Location) const;
  void changes(const clang::Token &Name);
  void looksAt(const clang::Token &Name, const clang::MacroDefinition &Definition);

  clang::Preprocessor &PP;
  std::function<void()> Violated;
  bool InUnit = false;
  /// What was included from where, in headers of the system.
  llvm::DenseMap<const clang::FileEntry *, llvm::DenseSet<const clang::FileEntry *>> Includes;
  llvm::DenseSet<const clang::FileEntry *> Headers;        ///< Those that are shared, and all that they include.
  llvm::DenseSet<const clang::IdentifierInfo *> Mentioned; ///< In the headers.
  llvm::DenseSet<const clang::FileEntry *> Shared;         ///< That the unit has not included yet.
  llvm::DenseSet<const clang::FileEntry *> Reached;
  int Braces = 0; ///< Of the project's code, that are open.
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_SHAREDHEADERSGUARD_H
