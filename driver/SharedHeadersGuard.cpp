//===--- SharedHeadersGuard.cpp -------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SharedHeadersGuard.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/MacroInfo.h"

using namespace llvm;
using namespace clang;

namespace async_tidy::driver {

void SharedHeadersGuard::endHeaders() {
  Mentioned.clear();
  for (const auto &Entry : PP.getIdentifierTable())
    Mentioned.insert(Entry.getValue());
}

void SharedHeadersGuard::beginUnit() {
  InUnit = true;
  PP.setTokenWatcher([this](const Token &T) {
    if (T.isOneOf(tok::l_brace, tok::r_brace) && isOfInterest(T.getLocation()))
      Braces += T.is(tok::l_brace) ? 1 : -1;
  });
}

void SharedHeadersGuard::endUnit() {
  if (!Shared.empty())
    Violated();
}

const FileEntry *SharedHeadersGuard::fileOf(SourceLocation Location) const {
  const SourceManager &SM = PP.getSourceManager();
  return SM.getFileEntryForID(SM.getFileID(SM.getExpansionLoc(Location)));
}

void SharedHeadersGuard::reach(const FileEntry &File) {
  SmallVector<const FileEntry *> Left{&File};
  while (!Left.empty()) {
    const FileEntry *Next = Left.pop_back_val();
    if (!Reached.insert(Next).second)
      continue;
    Shared.erase(Next);
    if (auto It = Includes.find(Next); It != Includes.end())
      Left.append(It->second.begin(), It->second.end());
  }
}

void SharedHeadersGuard::InclusionDirective(SourceLocation Hash, const Token &, StringRef, bool, CharSourceRange,
                                            OptionalFileEntryRef Included, StringRef, StringRef, const Module *,
                                            bool IsModule, SrcMgr::CharacteristicKind Kind) {
  if (IsModule)
    return Violated(); // A module is not parsed again anyway.
  if (!Included)
    return;
  const FileEntry *From = fileOf(Hash), *File = &Included->getFileEntry();
  if (!InUnit) {
    Headers.insert(File);
    if (From)
      Includes[From].insert(File);
    else
      Shared.insert(File);
    return;
  }
  if (Shared.empty())
    return;
  if (Braces != 0 && Headers.contains(File) && !Reached.contains(File))
    return Violated();
  if (From && SrcMgr::isSystem(Kind))
    Includes[From].insert(File);
  reach(*File);
}

bool SharedHeadersGuard::isOfInterest(SourceLocation Location) const {
  const SourceManager &SM = PP.getSourceManager();
  return InUnit && !Shared.empty() && !SM.isInSystemHeader(SM.getExpansionLoc(Location));
}

void SharedHeadersGuard::changes(const Token &Name) {
  if (isOfInterest(Name.getLocation()) && Mentioned.contains(Name.getIdentifierInfo()))
    Violated();
}

void SharedHeadersGuard::looksAt(const Token &Name, const MacroDefinition &Definition) {
  const MacroInfo *Macro = Definition.getMacroInfo();
  if (!Macro || !isOfInterest(Name.getLocation()))
    return;
  if (const FileEntry *In = fileOf(Macro->getDefinitionLoc()); In && Headers.contains(In) && !Reached.contains(In))
    Violated();
}

void SharedHeadersGuard::PragmaDirective(SourceLocation Hash, PragmaIntroducerKind) {
  const SourceManager &SM = PP.getSourceManager();
  if (!isOfInterest(Hash))
    return;
  auto [File, Offset] = SM.getDecomposedLoc(SM.getExpansionLoc(Hash));
  StringRef Text = SM.getBufferData(File);
  Lexer Raw(SM.getLocForStartOfFile(File), PP.getLangOpts(), Text.begin(), Text.begin() + Offset, Text.end());
  SmallVector<StringRef, 8> Words; // 'pragma', and what follows.
  Token T;
  Raw.LexFromRawLexer(T);
  for (Raw.LexFromRawLexer(T); T.isNot(tok::eof) && !T.isAtStartOfLine(); Raw.LexFromRawLexer(T))
    if (T.is(tok::raw_identifier))
      Words.push_back(T.getRawIdentifier());
  // What is known to leave the code that follows as it is.
  constexpr llvm::StringLiteral Harmless[] = {"once", "region", "endregion", "mark", "message", "comment", "omp"};
  bool IsHarmless = Words.size() >= 2 && is_contained(Harmless, Words[1]);
  IsHarmless |= Words.size() >= 3 && (Words[1] == "GCC" || Words[1] == "clang") && Words[2] == "diagnostic";
  if (!IsHarmless)
    Violated();
}

} // namespace async_tidy::driver
