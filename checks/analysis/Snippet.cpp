//===--- Snippet.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Snippet.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace async_tidy {

std::string snippetAt(StringRef Text, unsigned Begin, const LangOptions &Language) {
  constexpr size_t Longest = 400;
  if (Begin >= Text.size())
    return {};
  Lexer Raw(SourceLocation(), Language, Text.begin(), Text.begin() + Begin, Text.end());
  std::string Words;
  Token T;
  for (unsigned Depth = 0; Words.size() < Longest && !Raw.LexFromRawLexer(T);) {
    if (Depth == 0 && T.isOneOf(tok::semi, tok::l_brace, tok::r_brace, tok::r_paren, tok::r_square))
      break;
    if (T.isOneOf(tok::l_paren, tok::l_square, tok::l_brace))
      ++Depth;
    else if (T.isOneOf(tok::r_paren, tok::r_square, tok::r_brace))
      --Depth;
    unsigned End = Raw.getCurrentBufferOffset();
    Words += (Words.empty() ? "" : " ") + Text.slice(End - T.getLength(), End).str();
  }
  return Words;
}

} // namespace async_tidy
