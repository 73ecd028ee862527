//===--- Nolint.cpp -------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Nolint.h"
#include "CompileCommands.h"
#include "FunctionTable.h"
#include "clang-tidy/GlobList.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <map>

using namespace llvm;
using namespace clang;

namespace async_tidy::driver {
namespace {

constexpr llvm::StringLiteral Prefix = "async-";

/// A NOLINT word in a comment, with the list in parentheses behind it.
struct Directive {
  StringRef Word;
  std::optional<StringRef> List;
};

/// The bytes of a file that a comment is about.
struct Scope {
  size_t Begin, End;
};

/// The next directive in \p Comment, which then begins behind it.
std::optional<Directive> takeDirective(StringRef &Comment) {
  size_t At = Comment.find("NOLINT");
  if (At == StringRef::npos)
    return std::nullopt;
  Comment = Comment.drop_front(At);
  Directive Found{Comment.take_while([](char C) { return isAlpha(C); }), std::nullopt};
  Comment = Comment.drop_front(Found.Word.size());
  if (Comment.starts_with("("))
    if (size_t End = Comment.find_first_of("\n)"); End != StringRef::npos && Comment[End] == ')') {
      Found.List = Comment.slice(1, End);
      Comment = Comment.drop_front(End + 1);
    }
  return Found;
}

/// The comments of one file.
class FileReader {
public:
  FileReader(const SourceManager &SM, FileID File, StringRef Name, const FunctionTable &Functions,
             std::vector<NolintName> &Names)
      : SM(SM), File(File), Text(SM.getBufferData(File)), Name(Name), Path(absolutePath(Name)), Functions(Functions),
        Names(Names) {}

  void read(const LangOptions &Language) {
    if (!Text.contains("NOLINT") || !Text.contains(Prefix))
      return;
    Lexer Raw(SM.getLocForStartOfFile(File), Language, Text.begin(), Text.begin(), Text.end());
    Raw.SetCommentRetentionState(true);
    Token T;
    for (bool AtEnd = false; !AtEnd;) {
      AtEnd = Raw.LexFromRawLexer(T);
      if (T.is(tok::comment))
        readComment(Text.substr(SM.getFileOffset(T.getLocation()), T.getLength()));
    }
  }

private:
  void readComment(StringRef Comment) {
    while (std::optional<Directive> D = takeDirective(Comment)) {
      size_t At = D->Word.begin() - Text.begin();
      if (D->Word == "NOLINT")
        add(*D, line(At));
      else if (D->Word == "NOLINTNEXTLINE")
        add(*D, line(line(At).End + 1));
      else if (D->Word == "NOLINTBEGIN")
        Open.push_back(*D);
      else if (D->Word == "NOLINTEND" && !Open.empty() && Open.back().List == D->List) {
        add(Open.back(), {size_t(Open.back().Word.begin() - Text.begin()), At});
        Open.pop_back();
      }
    }
  }

  Scope line(size_t At) const {
    At = std::min(At, Text.size());
    size_t Before = Text.take_front(At).rfind('\n'), After = Text.find('\n', At);
    return {Before == StringRef::npos ? 0 : Before + 1, std::min(After, Text.size())};
  }

  void add(const Directive &D, Scope S) {
    SmallVector<StringRef, 4> Parts;
    D.List.value_or("").split(Parts, ',');
    if (any_of(Parts, [](StringRef Part) { return Part.trim().starts_with("-"); }))
      return;
    for (StringRef Part : Parts)
      if (Part.trim().starts_with(Prefix))
        add(D, Part.trim(), S);
  }

  void add(const Directive &D, StringRef Check, Scope S) {
    unsigned Offset = Check.begin() - Text.begin();
    NolintName &N = Names.emplace_back();
    N.Start = place(Offset);
    N.End = place(Offset + Check.size());
    N.Check = Check.str();
    N.Word = D.Word.str();
    N.ScopeBegin = S.Begin;
    N.ScopeEnd = S.End;
    if (const FunctionTable::Function *Around = Functions.at(Name, Offset)) {
      N.FunctionUSR = Around->USR;
      N.FunctionName = Around->Name;
    }
  }

  Place place(unsigned Offset) const {
    return {Path, Offset, SM.getLineNumber(File, Offset), SM.getColumnNumber(File, Offset)};
  }

  const SourceManager &SM;
  FileID File;
  StringRef Text, Name;
  std::string Path;
  const FunctionTable &Functions;
  std::vector<NolintName> &Names;
  std::vector<Directive> Open;
};

bool silences(const NolintName &Name, StringRef Check, StringRef File, unsigned Offset) {
  return Name.Start.File == File && Name.ScopeBegin <= Offset && Offset <= Name.ScopeEnd &&
         tidy::GlobList(Name.Check).contains(Check);
}

Finding findingOf(const NolintName &Name) {
  Finding F;
  F.Rule = unusedNolintRule().Name.str();
  F.Start = Name.Start;
  F.End = Name.End;
  tidy::GlobList Meant(Name.Check);
  bool IsKnown = any_of(catalogue(), [&](const Rule &R) { return Meant.contains(R.Name); });
  F.Message = IsKnown ? "this comment silences no finding of '" + Name.Check + "'"
                      : "there is no check '" + Name.Check + "', so this comment silences nothing";
  F.FunctionUSR = Name.FunctionUSR;
  F.FunctionName = Name.FunctionName;
  F.Snippet = Name.Word + "(" + Name.Check + ")";
  return F;
}

} // namespace

void NolintComments::gather(ASTContext &Context, const FunctionTable &Functions) {
  const SourceManager &SM = Context.getSourceManager();
  SmallPtrSet<const FileEntry *, 32> Seen;
  for (unsigned Index = 1; Index < SM.local_sloc_entry_size(); ++Index) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(Index);
    if (!Entry.isFile() || SrcMgr::isSystem(Entry.getFile().getFileCharacteristic()))
      continue;
    FileID File = SM.getFileID(SourceLocation::getFromRawEncoding(Entry.getOffset()));
    if (OptionalFileEntryRef Known = SM.getFileEntryRefForID(File); Known && Seen.insert(&Known->getFileEntry()).second)
      FileReader(SM, File, Known->getName(), Functions, Names).read(Context.getLangOpts());
  }
}

void NolintComments::addUse(StringRef Check, SourceLocation At, const SourceManager &SM) {
  // Where it stands, and every macro that it comes out of.
  while (At.isValid()) {
    SourceLocation Written = SM.getSpellingLoc(At);
    if (OptionalFileEntryRef File = SM.getFileEntryRefForID(SM.getFileID(Written)))
      Uses.push_back({Check.str(), absolutePath(File->getName()), SM.getFileOffset(Written)});
    At = At.isMacroID() ? SM.getImmediateExpansionRange(At).getBegin() : SourceLocation();
  }
}

std::vector<NolintName> NolintComments::judged(function_ref<bool(StringRef Check)> IsOn) const {
  std::vector<NolintName> Judged;
  for (const NolintName &Name : Names) {
    tidy::GlobList Meant(Name.Check);
    if (any_of(catalogue(), [&](const Rule &R) { return Meant.contains(R.Name) && !IsOn(R.Name); }))
      continue;
    Judged.push_back(Name);
    Judged.back().IsUsed = any_of(Uses, [&](const Use &Of) { return silences(Name, Of.Check, Of.File, Of.Offset); });
  }
  llvm::sort(Judged);
  return Judged;
}

std::vector<Finding> unusedNolints(ArrayRef<UnitRecord> Records, ArrayRef<Finding> Linked) {
  if (any_of(Records, [](const UnitRecord &Record) { return Record.Status != UnitStatus::Read; }))
    return {};
  std::map<Place, NolintName> ByPlace;
  for (const UnitRecord &Record : Records)
    for (const NolintName &Name : Record.Nolints)
      ByPlace.try_emplace(Name.Start, Name).first->second.IsUsed |= Name.IsUsed;

  std::vector<Finding> Unused;
  for (const auto &[Start, Name] : ByPlace)
    if (!Name.IsUsed && none_of(Linked, [&, &Name = Name](const Finding &F) {
          return F.Suppressed && silences(Name, F.Rule, F.Start.File, F.Start.Offset);
        }))
      Unused.push_back(findingOf(Name));
  return Unused;
}

const Rule &unusedNolintRule() {
  static const StringRef Tags[] = {"suppression"};
  static const Rule Own = {
      "async-unused-nolint",
      "a NOLINT comment names a check of which it silences no finding",
      Severity::Low,
      "stable",
      /*HasFix=*/false,
      "0.1.0",
      Tags,
      "# async-unused-nolint\n\nA `NOLINT` comment names a check of which there is no finding where "
      "it stands. What it silenced is gone, or the name is wrong; left alone, it hides the next "
      "mistake in this place. Remove the name, or the comment.\n\nReported by the driver, with "
      "`--report-unused-nolint`.\n"};
  return Own;
}

} // namespace async_tidy::driver
