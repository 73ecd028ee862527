//===--- SourceLines.cpp --------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/SourceLines.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace async_tidy {

const SourceLines::Text &SourceLines::read(StringRef File) {
  auto [It, New] = Texts.try_emplace(File);
  Text &T = It->second;
  if (!New)
    return T;
  if (auto Buffer = MemoryBuffer::getFile(File))
    T.Buffer = std::move(*Buffer);
  T.Starts.push_back(0);
  for (auto [Offset, C] : enumerate(T.all()))
    if (C == '\n')
      T.Starts.push_back(Offset + 1);
  return T;
}

StringRef SourceLines::line(StringRef File, unsigned Number) {
  const Text &T = read(File);
  if (Number == 0 || Number > T.Starts.size())
    return {};
  return T.all().substr(T.Starts[Number - 1]).split('\n').first.rtrim('\r');
}

unsigned SourceLines::utf16Column(const Place &P) {
  unsigned Units = 1;
  StringRef Before = line(P.File, P.Line).take_front(P.Column ? P.Column - 1 : 0);
  if (Before.size() + 1 < P.Column)
    return P.Column;
  // Every character but the bytes that continue one; those beyond the basic plane, which begin with 0xF0, take two.
  for (unsigned char Byte : Before)
    Units += (Byte & 0xC0) == 0x80 ? 0 : Byte >= 0xF0 ? 2 : 1;
  return Units;
}

Place SourceLines::place(StringRef File, unsigned Offset) {
  const Text &T = read(File);
  auto Line = std::upper_bound(T.Starts.begin(), T.Starts.end(), Offset) - T.Starts.begin();
  return {File.str(), Offset, static_cast<unsigned>(Line), Offset - T.Starts[Line - 1] + 1};
}

StringRef SourceLines::text(StringRef File, unsigned Begin, unsigned End) { return read(File).all().slice(Begin, End); }

std::vector<FindingEdit> mergedEdits(const FindingFix &Fix, SourceLines &Sources) {
  std::vector<FindingEdit> Edits = Fix.Edits, Merged;
  llvm::sort(Edits);
  for (FindingEdit &Edit : Edits) {
    FindingEdit *Last = Merged.empty() || Merged.back().File != Edit.File ? nullptr : &Merged.back();
    if (!Last ||
        Sources.place(Edit.File, Last->Offset + Last->Length).Line != Sources.place(Edit.File, Edit.Offset).Line) {
      Merged.push_back(std::move(Edit));
      continue;
    }
    Last->Text += Sources.text(Edit.File, Last->Offset + Last->Length, Edit.Offset);
    Last->Text += Edit.Text;
    Last->Length = Edit.Offset + Edit.Length - Last->Offset;
  }
  return Merged;
}

} // namespace async_tidy
