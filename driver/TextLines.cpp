//===--- TextLines.cpp ----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TextLines.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace async_tidy::driver {

TextLines::TextLines(std::unique_ptr<MemoryBuffer> Buffer) : Buffer(std::move(Buffer)) {
  for (size_t At = text().find('\n'); At != StringRef::npos; At = text().find('\n', At + 1))
    Starts.push_back(At + 1);
}

StringRef TextLines::line(unsigned Number) const {
  if (Number == 0 || Number > Starts.size())
    return {};
  return text().substr(Starts[Number - 1]).split('\n').first.rtrim('\r');
}

program::Place TextLines::place(StringRef File, unsigned Offset) const {
  Offset = std::min<unsigned>(Offset, text().size());
  auto Line = std::prev(upper_bound(Starts, Offset));
  return {File.str(), Offset, unsigned(Line - Starts.begin()) + 1, Offset - *Line + 1};
}

} // namespace async_tidy::driver
