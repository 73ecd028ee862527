//===--- Project.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Project.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

bool isBelow(StringRef Path, StringRef Folder) {
  return Path.consume_front(Folder) && (Path.empty() || sys::path::is_separator(Path.front()) || Folder == "/");
}

constexpr StringLiteral VersionControl[] = {".git", ".hg", ".jj", ".svn"};

bool has(StringRef Folder, ArrayRef<StringLiteral> Names) {
  return any_of(Names, [&](StringRef Name) {
    SmallString<256> Path(Folder);
    sys::path::append(Path, Name);
    return sys::fs::exists(Path);
  });
}

} // namespace

/// The innermost folder that holds both.
static StringRef commonFolder(StringRef A, StringRef B) {
  while (!isBelow(B, A) && sys::path::has_parent_path(A))
    A = sys::path::parent_path(A);
  return A;
}

/// A folder such as `/` or `/tmp` holds more than a project.
static bool isTooWide(StringRef Folder) { return std::distance(sys::path::begin(Folder), sys::path::end(Folder)) < 3; }

/// The root of units that nothing marks.
static StringRef unmarkedRoot(ArrayRef<Unit> Units, StringRef Sources) {
  StringRef Root = Sources;
  auto Widen = [&](StringRef Folder) {
    if (StringRef Wider = commonFolder(Root, Folder); !isTooWide(Wider))
      Root = Wider;
  };
  for (const Unit &U : Units)
    Widen(U.Directory);
  StringRef Beside = sys::path::parent_path(Sources);
  for (const Unit &U : Units)
    for (size_t I = 0; I != U.Arguments.size(); ++I) {
      StringRef Folder = U.Arguments[I];
      if (!Folder.consume_front("-I"))
        continue;
      if (Folder.empty() && I + 1 != U.Arguments.size())
        Folder = U.Arguments[I + 1];
      if (std::string Absolute = absolutePath(Folder, U.Directory); isBelow(Absolute, Beside))
        Widen(Beside);
    }
  return Root;
}

Project Project::of(ArrayRef<Unit> Units) {
  if (Units.empty())
    return Project(absolutePath("."));
  StringRef Sources = sys::path::parent_path(Units.front().File);
  for (const Unit &U : Units)
    Sources = commonFolder(Sources, sys::path::parent_path(U.File));

  // Version control decides over everything else, because a project may have a `.clang-tidy` in each of its parts.
  StringRef Marked;
  for (StringRef Folder = Sources; sys::path::has_parent_path(Folder); Folder = sys::path::parent_path(Folder)) {
    if (!has(Folder, {".clang-tidy", ".clangd", ".async-tidy.yaml"}) && !has(Folder, VersionControl))
      continue;
    Marked = Folder;
    if (has(Folder, VersionControl))
      break;
  }
  return Project((Marked.empty() ? unmarkedRoot(Units, Sources) : Marked).str());
}

bool Project::isForeign(StringRef Folder) const {
  if (!isBelow(Folder, Root))
    return true;
  static constexpr StringLiteral Conventions[] = {"third_party",  "third-party", "thirdparty",      "3rdparty",
                                                  "_deps",        "vendor",      "vcpkg_installed", "node_modules",
                                                  "conan_deploy", "external"};
  StringRef Inside = Folder.drop_front(Root.size());
  return any_of(make_range(sys::path::begin(Inside), sys::path::end(Inside)),
                [](StringRef Part) { return is_contained(Conventions, Part); });
}

std::string Project::relative(StringRef File) const {
  if (!isBelow(File, Root) || File.size() == Root.size())
    return File.str();
  StringRef Inside = File.drop_front(Root.size());
  return Inside.ltrim('/').str();
}

} // namespace async_tidy::driver
