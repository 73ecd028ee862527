//===--- Revision.cpp -----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Revision.h"
#include "CompileCommands.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

class Git {
public:
  static Expected<Git> in(StringRef Folder) {
    ErrorOr<std::string> Program = sys::findProgramByName("git");
    if (!Program)
      return createStringError("--since needs git, which is not on the path");
    return Git(*Program, Folder.str());
  }

  /// What git prints; an error with what it complains of.
  Expected<std::string> run(ArrayRef<StringRef> Arguments) const {
    SmallString<128> Out, Err;
    if (sys::fs::createTemporaryFile("async-tidy", "out", Out) ||
        sys::fs::createTemporaryFile("async-tidy", "err", Err))
      return createStringError("cannot create a temporary file");
    scope_exit Remove([&] {
      (void)sys::fs::remove(Out);
      (void)sys::fs::remove(Err);
    });
    SmallVector<StringRef, 12> All = {Program, "-C", Folder};
    append_range(All, Arguments);
    std::string Message;
    int Code = sys::ExecuteAndWait(Program, All, std::nullopt, {StringRef(""), StringRef(Out), StringRef(Err)}, 0, 0,
                                   &Message);
    auto Text = [](StringRef File) {
      auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
      return Buffer ? (*Buffer)->getBuffer().str() : std::string();
    };
    if (Code != 0)
      return createStringError("git: " + (Message.empty() ? StringRef(Text(Err)).trim().str() : Message));
    return Text(Out);
  }

private:
  Git(std::string Program, std::string Folder) : Program(std::move(Program)), Folder(std::move(Folder)) {}

  std::string Program, Folder;
};

} // namespace

Expected<OtherContents> contentsAt(StringRef Name, StringRef Folder) {
  Expected<Git> Repository = Git::in(Folder);
  if (!Repository)
    return Repository.takeError();
  std::string Commit = (Name + "^{commit}").str();
  Expected<std::string> Revision = Repository->run({"rev-parse", "--verify", "--quiet", "--end-of-options", Commit});
  if (!Revision)
    return createStringError("there is no revision '" + Name + "' here: " + toString(Revision.takeError()));
  std::string Id = StringRef(*Revision).trim().str();
  // Relative to the folder as it was named, which may be a link.
  Expected<std::string> Up = Repository->run({"rev-parse", "--show-cdup"});
  if (!Up)
    return Up.takeError();
  std::string TopFolder = absolutePath(Folder.str() + "/" + StringRef(*Up).trim().str());
  Expected<Git> Whole = Git::in(TopFolder);
  // Paths come without quotes, each with a zero behind it. A renamed file is one that went and one that came.
  Expected<std::string> Changed = Whole->run({"diff", "--no-renames", "--name-only", "-z", Id, "--"});
  if (!Changed)
    return Changed.takeError();
  Expected<std::string> Untracked = Whole->run({"ls-files", "--others", "--exclude-standard", "-z"});
  if (!Untracked)
    return Untracked.takeError();

  OtherContents Contents;
  auto ForEach = [&](StringRef List, function_ref<void(StringRef Path, std::string File)> Do) {
    SmallVector<StringRef, 32> Paths;
    List.split(Paths, '\0', -1, /*KeepEmpty=*/false);
    for (StringRef Path : Paths)
      Do(Path, absolutePath(TopFolder + "/" + Path.str()));
  };
  ForEach(*Changed, [&](StringRef Path, const std::string &File) {
    Expected<std::string> Then = Whole->run({"cat-file", "blob", (Id + ":" + Path).str()});
    if (Then)
      Contents[File] = std::move(*Then);
    else
      Contents[File] = (consumeError(Then.takeError()), std::nullopt); // It was not there.
  });
  ForEach(*Untracked, [&](StringRef, const std::string &File) { Contents.try_emplace(File, std::nullopt); });
  return Contents;
}

} // namespace async_tidy::driver
