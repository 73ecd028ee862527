//===--- InitCommand.cpp - Sets a project up ------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writes what a project needs, a file at a time and only after a yes. A file that is there is completed where that can
/// be done without touching the rest of it; otherwise the user is told what to add. Outside of the project nothing is
/// written without having asked.
///
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "EditorFiles.h"
#include "UnitCache.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include "llvm/Support/raw_ostream.h"
#include <iostream>

using namespace llvm;

namespace async_tidy::driver {
namespace {

constexpr StringLiteral ClangTidyFile = "# Read by clang-tidy, async-tidy and clangd.\nChecks: 'async-*'\n";

constexpr StringLiteral ClangdFragment = "Diagnostics:\n"
                                         "  ClangTidy:\n"
                                         "    Add: 'async-*'\n"
                                         "    FastCheckFilter: Loose\n";

constexpr StringLiteral GitHubJob = R"(name: async-tidy
on: [push, pull_request]
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/cache@v4
        with:
          path: build/.async-tidy
          key: async-tidy-${{ github.sha }}
          restore-keys: async-tidy-
      - run: cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
      - run: async-tidy check -p build
)";

constexpr StringLiteral GitLabJob = R"(async-tidy:
  cache:
    key: async-tidy
    paths: [build/.async-tidy]
  script:
    - cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
    - async-tidy check -p build
)";

/// The text of a `.clang-tidy` with the async checks added to its `Checks`; none when they are not one line of text.
std::optional<std::string> withAsyncChecks(StringRef Text) {
  SourceMgr SM;
  yaml::Stream Stream(Text, SM, /*ShowColors=*/false);
  auto Document = Stream.begin();
  if (Document == Stream.end())
    return std::nullopt;
  auto *Map = dyn_cast_or_null<yaml::MappingNode>(Document->getRoot());
  if (!Map)
    return std::nullopt;
  for (yaml::KeyValueNode &Entry : *Map) {
    auto *Key = dyn_cast_or_null<yaml::ScalarNode>(Entry.getKey());
    SmallString<16> Storage;
    auto *Value =
        Key && Key->getValue(Storage) == "Checks" ? dyn_cast_or_null<yaml::ScalarNode>(Entry.getValue()) : nullptr;
    if (!Value) {
      Entry.skip();
      continue;
    }
    StringRef Raw = Value->getRawValue();
    bool Quoted = Raw.size() >= 2 && (Raw.front() == '\'' || Raw.front() == '"');
    size_t End = Raw.data() - Text.data() + Raw.size() - Quoted;
    return (Text.take_front(End) + ",async-*" + Text.drop_front(End)).str();
  }
  // No word about checks: they come first, where a reader looks for them.
  return (ClangTidyFile + Text).str();
}

class Setup {
public:
  Setup(std::string Folder, bool Yes, Messages &Out) : Folder(std::move(Folder)), Yes(Yes), Out(Out) {}

  void clangTidy() {
    std::optional<std::string> Text = read(".clang-tidy");
    if (!Text)
      return offer(".clang-tidy", ClangTidyFile, "write");
    if (StringRef(*Text).contains("async-"))
      return say(".clang-tidy knows of async-tidy already");
    if (std::optional<std::string> Completed = withAsyncChecks(*Text))
      return offer(".clang-tidy", *Completed, "add the async checks to");
    say("add async-* to Checks in .clang-tidy yourself: it is not one line of text");
  }

  void clangd() {
    std::optional<std::string> Text = read(".clangd");
    if (!Text)
      return offer(".clangd", ClangdFragment, "write");
    if (StringRef(*Text).contains("async-"))
      return say(".clangd knows of async-tidy already");
    offer(".clangd", *Text + (StringRef(*Text).ends_with("\n") ? "---\n" : "\n---\n") + ClangdFragment.str(),
          "add the async checks to");
  }

  void continuousIntegration() {
    bool GitLab = sys::fs::exists(path(".gitlab-ci.yml"));
    StringRef Name = GitLab ? ".gitlab/async-tidy.yml" : ".github/workflows/async-tidy.yml";
    if (read(Name))
      return say(Name + " is there already");
    offer(Name, GitLab ? GitLabJob : GitHubJob, "write the CI job");
    if (GitLab)
      say("include it from .gitlab-ci.yml with:  include: " + Name);
  }

  void editors() {
    for (const EditorFile &File : editorFiles()) {
      bool OfUser = !File.UserFolder.empty();
      if (read(File.Target))
        say(File.Target + " is there already; what to add is in editors/" + File.Source);
      else if (!OfUser || (!Yes && sys::fs::is_directory(path(File.UserFolder))))
        offer(File.Target, File.Text, "write");
    }
    say("other editors: docs/editors.md");
  }

  bool Failed = false;

private:
  std::string path(StringRef Name) const {
    SmallString<256> Path(Folder);
    if (Name.consume_front("~"))
      sys::path::home_directory(Path);
    sys::path::append(Path, Name);
    return Path.str().str();
  }

  std::optional<std::string> read(StringRef Name) const {
    auto Buffer = MemoryBuffer::getFile(path(Name));
    return Buffer ? std::optional((*Buffer)->getBuffer().str()) : std::nullopt;
  }

  void say(const Twine &Text) { outs() << Text << '\n'; }

  void offer(StringRef Name, StringRef Content, StringRef What) {
    if (!Yes) {
      outs() << What << ' ' << Name << "? [y/N] ";
      outs().flush();
      std::string Answer;
      if (!std::getline(std::cin, Answer) || (Answer != "y" && Answer != "yes"))
        return say(Name + ": left alone");
    }
    if (Error Problem = writeThenRename(path(Name), Content)) {
      Out.error(toString(std::move(Problem)));
      Failed = true;
      return;
    }
    say(Name + ": written");
  }

  std::string Folder;
  bool Yes;
  Messages &Out;
};

} // namespace

int runInit(const Options &O, Messages &Out) {
  if (O.Paths.size() > 1) {
    Out.error("init takes one folder");
    return 2;
  }
  std::string Folder = absolutePath(O.Paths.empty() ? "." : O.Paths.front());
  if (!sys::fs::is_directory(Folder)) {
    Out.error(Folder + ": no such folder");
    return 2;
  }
  Setup S(Folder, O.Yes, Out);
  S.clangTidy();
  S.clangd();
  S.continuousIntegration();
  S.editors();
  return S.Failed ? 2 : 0;
}

} // namespace async_tidy::driver
