//===--- SourceText.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceText.h"
#include "CompileCommands.h"
#include "analysis/Snippet.h"
#include "clang/Basic/FileManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace clang;

namespace async_tidy {

const SourceText::Text &SourceText::text(StringRef Path) {
  auto [It, IsNew] = Texts.try_emplace(Path);
  Text &T = It->second;
  if (!IsNew)
    return T;
  T.Path = absolutePath(Path);
  if (auto Buffer = Files.getBufferForFile(Path))
    T.Buffer = std::move(*Buffer);
  T.LineStarts.push_back(0);
  StringRef Content = T.text();
  for (size_t At = Content.find('\n'); At != StringRef::npos; At = Content.find('\n', At + 1))
    T.LineStarts.push_back(At + 1);
  return T;
}

Place SourceText::place(StringRef Path, unsigned Offset) {
  if (Path.empty())
    return {};
  const Text &T = text(Path);
  Offset = std::min<unsigned>(Offset, T.text().size());
  auto Line = std::prev(llvm::upper_bound(T.LineStarts, Offset));
  return {T.Path, Offset, unsigned(Line - T.LineStarts.begin()) + 1, Offset - *Line + 1};
}

unsigned SourceText::tokenEnd(StringRef Path, unsigned Offset) {
  StringRef Content = text(Path).text();
  if (Offset >= Content.size())
    return Offset;
  Lexer Raw(SourceLocation(), Language, Content.begin(), Content.begin() + Offset, Content.end());
  Token T;
  Raw.LexFromRawLexer(T);
  return Offset + std::max(T.getLength(), 1u);
}

std::string SourceText::snippet(StringRef Path, unsigned Begin) {
  return snippetAt(text(Path).text(), Begin, Language);
}

} // namespace async_tidy
