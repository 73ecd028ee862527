//===--- Patch.cpp --------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Patch.h"
#include "Project.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

unsigned endOf(const FindingEdit &Edit) { return Edit.Offset + Edit.Length; }

/// Two insertions at one place stand one after the other; anything else needs room of its own.
bool overlap(const FindingEdit &A, const FindingEdit &B) {
  if (A.Length == 0 && B.Length == 0)
    return false;
  return A.Offset < endOf(B) && B.Offset < endOf(A);
}

/// \p Text with the line ends of \p Around.
std::string withLineEndsOf(StringRef Around, StringRef Text) {
  if (!Around.contains("\r\n"))
    return Text.str();
  std::string Out;
  for (char C : Text)
    Out += C == '\n' ? "\r\n" : std::string(1, C);
  return Out;
}

} // namespace

bool Patch::add(const FindingFix &Fix) {
  auto IsThere = [](const File &F, const FindingEdit &Edit) {
    return any_of(F.Edits, [&](const FindingEdit &Known) {
      return Known.Offset == Edit.Offset && Known.Length == Edit.Length && Known.Text == Edit.Text;
    });
  };
  std::vector<FindingEdit> New;
  for (FindingEdit Edit : Fix.Edits) {
    auto It = Files.find(Edit.File);
    if (It == Files.end()) {
      auto Buffer = MemoryBuffer::getFile(Edit.File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
      if (!Buffer)
        return false;
      It = Files.emplace(Edit.File, File{(*Buffer)->getBuffer().str(), {}}).first;
    }
    Edit.Text = withLineEndsOf(It->second.Text, Edit.Text);
    if (endOf(Edit) > It->second.Text.size())
      return false;
    if (IsThere(It->second, Edit))
      continue;
    if (any_of(It->second.Edits, [&](const FindingEdit &Known) { return overlap(Known, Edit); }))
      return false;
    New.push_back(std::move(Edit));
  }
  for (FindingEdit &Edit : New) {
    std::vector<FindingEdit> &Edits = Files.find(Edit.File)->second.Edits;
    Edits.insert(upper_bound(Edits, Edit,
                             [](const FindingEdit &A, const FindingEdit &B) {
                               return std::pair(A.Offset, endOf(A)) < std::pair(B.Offset, endOf(B));
                             }),
                 Edit);
  }
  return true;
}

/// The new text of the bytes from \p Begin to \p End, neither of which lies inside an edit.
std::string Patch::patched(const File &F, unsigned Begin, unsigned End) {
  std::string Text;
  unsigned At = Begin;
  for (const FindingEdit &Edit : F.Edits) {
    if (Edit.Offset < Begin || endOf(Edit) > End)
      continue;
    Text += StringRef(F.Text).slice(At, Edit.Offset);
    Text += Edit.Text;
    At = endOf(Edit);
  }
  return Text + StringRef(F.Text).slice(At, End).str();
}

OtherContents Patch::contents() const {
  OtherContents Contents;
  for (const auto &[Name, F] : Files)
    if (!F.Edits.empty())
      Contents[Name] = patched(F, 0, F.Text.size());
  return Contents;
}

std::pair<unsigned, unsigned> Patch::moved(StringRef Name, unsigned Offset) const {
  auto It = Files.find(Name);
  if (It == Files.end())
    return {Offset, Offset};
  int64_t First = Offset, Last = Offset;
  for (const FindingEdit &Edit : It->second.Edits) {
    int64_t Growth = static_cast<int64_t>(Edit.Text.size()) - Edit.Length;
    if (Edit.Offset > Offset)
      break;
    if (endOf(Edit) < Offset || (endOf(Edit) == Offset && Edit.Length > 0)) {
      First += Growth;
      Last += Growth;
    } else {
      // Within what is replaced, or where something is inserted: anywhere in the new text.
      First -= Offset - Edit.Offset;
      Last = std::max<int64_t>(Last + Growth, First + static_cast<int64_t>(Edit.Text.size()));
    }
  }
  return {static_cast<unsigned>(First), static_cast<unsigned>(Last)};
}

std::optional<unsigned> Patch::distance(const FindingFix &Fix, StringRef Name, unsigned NewOffset) const {
  std::optional<unsigned> Nearest;
  for (const FindingEdit &Edit : Fix.Edits) {
    if (Edit.File != Name)
      continue;
    auto [First, Last] = moved(Name, Edit.Offset);
    unsigned Distance = NewOffset < First ? First - NewOffset : NewOffset > Last ? NewOffset - Last : 0;
    Nearest = std::min(Nearest.value_or(Distance), Distance);
  }
  return Nearest;
}

StringRef Patch::original(StringRef Name) const {
  auto It = Files.find(Name);
  return It == Files.end() ? StringRef() : StringRef(It->second.Text);
}

namespace {

constexpr unsigned Context = 3;

std::vector<StringRef> linesOf(StringRef Text) {
  std::vector<StringRef> Lines;
  while (!Text.empty()) {
    size_t End = std::min(Text.find('\n'), Text.size() - 1) + 1;
    Lines.push_back(Text.take_front(End));
    Text = Text.drop_front(End);
  }
  return Lines;
}

void printLines(std::string &Out, char Sign, ArrayRef<StringRef> Lines) {
  for (StringRef Line : Lines) {
    Out += Sign;
    Out += Line;
    if (!Line.ends_with("\n"))
      Out += "\n\\ No newline at end of file\n";
  }
}

/// Lines of the old text that are replaced, and what comes instead.
struct ChangedLines {
  unsigned Begin, End;
  std::vector<StringRef> New;
};

std::string hunk(ArrayRef<StringRef> Old, ArrayRef<ChangedLines> Changes, int64_t Shift) {
  unsigned Begin = Changes.front().Begin > Context ? Changes.front().Begin - Context : 0;
  unsigned End = std::min<unsigned>(Changes.back().End + Context, Old.size()), At = Begin;
  int64_t NewCount = End - Begin;
  std::string Body;
  for (const ChangedLines &Change : Changes) {
    printLines(Body, ' ', Old.slice(At, Change.Begin - At));
    printLines(Body, '-', Old.slice(Change.Begin, Change.End - Change.Begin));
    printLines(Body, '+', Change.New);
    At = Change.End;
    NewCount += static_cast<int64_t>(Change.New.size()) - (Change.End - Change.Begin);
  }
  printLines(Body, ' ', Old.slice(At, End - At));
  return formatv("@@ -{0},{1} +{2},{3} @@\n", Begin + 1, End - Begin, Begin + 1 + Shift, NewCount).str() + Body;
}

} // namespace

std::string Patch::diff(StringRef Root) const {
  std::string Out;
  for (const auto &[Name, F] : Files) {
    if (F.Edits.empty())
      continue;
    std::vector<StringRef> Old = linesOf(F.Text);
    std::vector<unsigned> Starts = {0};
    for (StringRef Line : Old)
      Starts.push_back(Starts.back() + Line.size());
    auto LineOf = [&](unsigned Offset) { return unsigned(upper_bound(Starts, Offset) - Starts.begin()) - 1; };

    std::vector<ChangedLines> Changes;
    std::vector<std::string> Texts; // What the new lines are parts of.
    Texts.reserve(F.Edits.size());
    for (const FindingEdit &Edit : F.Edits) {
      unsigned Begin = std::min<unsigned>(LineOf(Edit.Offset), Old.size());
      unsigned End =
          std::min<unsigned>(LineOf(std::max(Edit.Offset, endOf(Edit) ? endOf(Edit) - 1 : 0)) + 1, Old.size());
      if (!Changes.empty() && Begin < Changes.back().End)
        Changes.back().End = std::max(End, Changes.back().End);
      else
        Changes.push_back({Begin, End, {}});
    }
    for (ChangedLines &Change : Changes) {
      Change.New = linesOf(Texts.emplace_back(patched(F, Starts[Change.Begin], Starts[Change.End])));
      // An insertion at the start of a line leaves the line as it is.
      while (Change.Begin < Change.End && !Change.New.empty() && Old[Change.End - 1] == Change.New.back()) {
        --Change.End;
        Change.New.pop_back();
      }
    }

    std::string Short = Project(Root.str()).relative(Name);
    Out += "--- a/" + Short + "\n+++ b/" + Short + "\n";
    int64_t Shift = 0;
    for (auto First = Changes.begin(); First != Changes.end();) {
      auto Last = First + 1;
      while (Last != Changes.end() && Last->Begin <= (Last - 1)->End + 2 * Context)
        ++Last;
      ArrayRef<ChangedLines> Together(&*First, Last - First);
      Out += hunk(Old, Together, Shift);
      for (const ChangedLines &Change : Together)
        Shift += static_cast<int64_t>(Change.New.size()) - (Change.End - Change.Begin);
      First = Last;
    }
  }
  return Out;
}

} // namespace async_tidy::driver
