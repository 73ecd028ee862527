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

namespace async_tidy::driver {

const TextLines &SourceText::read(StringRef Path) {
  auto [It, New] = Texts.try_emplace(Path);
  if (New)
    if (auto Buffer = Files.getBufferForFile(Path))
      It->second = TextLines(std::move(*Buffer));
  return It->second;
}

Place SourceText::place(StringRef Path, unsigned Offset) {
  if (Path.empty())
    return {};
  return read(Path).place(absolutePath(Path), Offset);
}

unsigned SourceText::tokenEnd(StringRef Path, unsigned Offset) {
  StringRef Content = read(Path).text();
  if (Offset >= Content.size())
    return Offset;
  Lexer Raw(SourceLocation(), Language, Content.begin(), Content.begin() + Offset, Content.end());
  Token T;
  Raw.LexFromRawLexer(T);
  return Offset + std::max(T.getLength(), 1u);
}

std::string SourceText::snippet(StringRef Path, unsigned Begin) {
  return snippetAt(read(Path).text(), Begin, Language);
}

} // namespace async_tidy::driver
