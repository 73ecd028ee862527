//===--- SourceLines.cpp --------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/SourceLines.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace async_tidy::driver {

const TextLines &SourceLines::read(StringRef File) {
  auto [It, New] = Texts.try_emplace(File);
  if (New)
    if (auto Buffer = MemoryBuffer::getFile(File))
      It->second = TextLines(std::move(*Buffer));
  return It->second;
}

StringRef SourceLines::line(StringRef File, unsigned Number) { return read(File).line(Number); }

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

Place SourceLines::place(StringRef File, unsigned Offset) { return read(File).place(File, Offset); }

StringRef SourceLines::text(StringRef File, unsigned Begin, unsigned End) {
  return read(File).text().slice(Begin, End);
}

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

} // namespace async_tidy::driver
