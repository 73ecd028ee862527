//===--- CompileCommands.cpp ----------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompileCommands.h"
#include "clang/Options/Options.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <set>

using namespace llvm;
using namespace clang::tooling;

namespace async_tidy::driver {

std::string Unit::command() const {
  DigestBuilder Parts;
  Parts.add(File).add(Directory);
  for (const std::string &Argument : Arguments)
    Parts.add(Argument);
  return Parts.digest().text();
}

/// \p Folder without dots. `a/..` is not where `a` is when `a` is a link; then the links are resolved.
static const std::string &withoutDots(StringRef Folder) {
  static StringMap<std::string> Known;
  auto [It, IsNew] = Known.try_emplace(Folder);
  if (IsNew) {
    SmallString<256> Shorter(Folder), Real;
    sys::path::remove_dots(Shorter, /*remove_dot_dot=*/true);
    bool Same = false;
    (void)sys::fs::equivalent(Folder, Shorter, Same);
    if (!Folder.contains("..") || Same || sys::fs::real_path(Folder, Real))
      Real = Shorter;
    It->second = Real.str().str();
  }
  return It->second;
}

std::string absolutePath(StringRef Path, StringRef Directory) {
  SmallString<256> Absolute(Path);
  if (sys::path::is_absolute(Path))
    ;
  else if (Directory.empty())
    (void)sys::fs::make_absolute(Absolute);
  else
    (Absolute = Directory, sys::path::append(Absolute, Path));
  StringRef Name = sys::path::filename(Absolute);
  if (Name.empty() || Name == "." || Name == ".." || sys::path::is_separator(Name.front()))
    return withoutDots(Absolute);
  SmallString<256> Whole(withoutDots(sys::path::parent_path(Absolute)));
  sys::path::append(Whole, Name);
  return Whole.str().str();
}

static bool hasCommands(StringRef Folder) {
  SmallString<256> File(Folder);
  sys::path::append(File, "compile_commands.json");
  return sys::fs::exists(File);
}

std::string findBuildFolder(StringRef Start) {
  SmallString<256> Folder(absolutePath(Start));
  while (true) {
    if (hasCommands(Folder))
      return Folder.str().str();
    SmallString<256> Build(Folder);
    sys::path::append(Build, "build");
    if (hasCommands(Build))
      return Build.str().str();
    if (!sys::path::has_parent_path(Folder))
      return {};
    sys::path::remove_filename(Folder);
  }
}

static std::vector<Unit> unitsOf(std::vector<CompileCommand> Commands) {
  std::vector<Unit> Units;
  std::set<std::string> Seen;
  for (CompileCommand &Command : Commands) {
    Unit U;
    U.Directory = absolutePath(Command.Directory);
    U.File = absolutePath(Command.Filename, U.Directory);
    U.Arguments = std::move(Command.CommandLine);
    dropForeignFlags(U.Arguments);
    if (Seen.insert(U.command()).second)
      Units.push_back(std::move(U));
  }
  sort(Units, [](const Unit &A, const Unit &B) {
    return std::tie(A.File, A.Directory, A.Arguments) < std::tie(B.File, B.Directory, B.Arguments);
  });
  return Units;
}

Expected<std::vector<Unit>> readCompileCommands(StringRef BuildFolder) {
  SmallString<256> File(BuildFolder);
  sys::path::append(File, "compile_commands.json");
  auto Text = MemoryBuffer::getFile(File);
  if (!Text)
    return createStringError(File + ": " + Text.getError().message());
  // Clang's reader takes what it understands of a file that was cut off, and leaves out the rest.
  if (Expected<json::Value> Whole = json::parse((*Text)->getBuffer()); !Whole)
    return createStringError(File + ": is not valid JSON, perhaps cut off: " + toString(Whole.takeError()));
  std::string Message;
  std::unique_ptr<CompilationDatabase> Database =
      JSONCompilationDatabase::loadFromBuffer((*Text)->getBuffer(), Message, JSONCommandLineSyntax::AutoDetect);
  if (!Database)
    return createStringError(File + ": " + StringRef(Message).trim());
  Database = inferTargetAndDriverMode(expandResponseFiles(std::move(Database), vfs::getRealFileSystem()));
  std::vector<Unit> Units = unitsOf(Database->getAllCompileCommands());
  if (Units.empty())
    return createStringError(File + ": has no units");
  return Units;
}

std::vector<Unit> unitsFromFlags(const CompilationDatabase &Flags, ArrayRef<std::string> Files) {
  std::vector<CompileCommand> Commands;
  for (const std::string &File : Files)
    for (CompileCommand &Command : Flags.getCompileCommands(absolutePath(File)))
      Commands.push_back(std::move(Command));
  return unitsOf(std::move(Commands));
}

void dropForeignFlags(std::vector<std::string> &Arguments) {
  if (Arguments.size() < 2)
    return;
  std::vector<const char *> Given;
  for (const std::string &Argument : drop_begin(Arguments))
    Given.push_back(Argument.c_str());
  unsigned MissingIndex, MissingCount;
  const opt::OptTable &Known = clang::getDriverOptTable();
  bool CL = is_contained(Arguments, "--driver-mode=cl");
  opt::Visibility Visible(CL ? clang::options::CLOption : clang::options::ClangOption);
  opt::InputArgList Parsed = Known.ParseArgs(Given, MissingIndex, MissingCount, Visible);

  std::set<unsigned> Dropped;
  for (const opt::Arg *Argument : Parsed) {
    if (Argument->getOption().getKind() != opt::Option::UnknownClass)
      continue;
    Dropped.insert(Argument->getIndex());
  }
  unsigned Index = 0;
  llvm::erase_if(Arguments, [&](const std::string &) { return Index++ > 0 && Dropped.contains(Index - 2); });
}

std::vector<Unit> unitsBelow(std::vector<Unit> Units, ArrayRef<std::string> Paths, std::vector<std::string> &Unknown) {
  if (Paths.empty())
    return Units;
  std::vector<std::string> Wanted;
  for (const std::string &Path : Paths)
    Wanted.push_back(absolutePath(Path));
  std::vector<bool> Found(Wanted.size());
  erase_if(Units, [&](const Unit &U) {
    bool Any = false;
    for (auto [Index, Path] : enumerate(Wanted)) {
      StringRef File = U.File;
      if (File.consume_front(Path) && (File.empty() || sys::path::is_separator(File.front()) || Path == "/"))
        Any = Found[Index] = true;
    }
    return !Any;
  });
  for (auto [Index, Path] : enumerate(Paths))
    if (!Found[Index])
      Unknown.push_back(Path);
  return Units;
}

Expected<Shard> Shard::parse(StringRef Text) {
  Shard S;
  auto [Index, Count] = Text.split('/');
  if (Index.getAsInteger(10, S.Index) || Count.getAsInteger(10, S.Count) || S.Index == 0 || S.Index > S.Count)
    return createStringError("--shard takes I/N with I from 1 to N, not '" + Text + "'");
  return S;
}

bool Shard::has(StringRef File, StringRef Root) const {
  StringRef Relative = File;
  if (Relative.consume_front(Root))
    Relative = Relative.ltrim('/');
  return Digest::of(Relative).Low % Count == Index - 1;
}

} // namespace async_tidy::driver
