//===--- OtherContents.cpp ------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OtherContents.h"
#include "CompileCommands.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

class HidingFileSystem : public RTTIExtends<HidingFileSystem, vfs::ProxyFileSystem> {
public:
  static const char ID;
  HidingFileSystem(const OtherContents &Contents, IntrusiveRefCntPtr<vfs::FileSystem> Base)
      : RTTIExtends<HidingFileSystem, vfs::ProxyFileSystem>(std::move(Base)), Contents(Contents) {}

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    if (isHidden(Path))
      return make_error_code(errc::no_such_file_or_directory);
    return ProxyFileSystem::status(Path);
  }
  bool exists(const Twine &Path) override { return !isHidden(Path) && ProxyFileSystem::exists(Path); }
  ErrorOr<std::unique_ptr<vfs::File>> openFileForRead(const Twine &Path) override {
    if (isHidden(Path))
      return make_error_code(errc::no_such_file_or_directory);
    return ProxyFileSystem::openFileForRead(Path);
  }

private:
  bool isHidden(const Twine &Path) {
    SmallString<256> Absolute;
    Path.toVector(Absolute);
    if (makeAbsolute(Absolute))
      return false;
    auto It = Contents.find(absolutePath(Absolute));
    return It != Contents.end() && !It->second;
  }

  const OtherContents &Contents;
};

const char HidingFileSystem::ID = 0;

} // namespace

IntrusiveRefCntPtr<vfs::FileSystem> withContents(const OtherContents &Contents,
                                                 IntrusiveRefCntPtr<vfs::FileSystem> Base) {
  auto Changed = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  for (const auto &[Path, Content] : Contents)
    if (Content)
      Changed->addFile(Path, 0, MemoryBuffer::getMemBufferCopy(*Content, Path));
  auto Overlay =
      makeIntrusiveRefCnt<vfs::OverlayFileSystem>(makeIntrusiveRefCnt<HidingFileSystem>(Contents, std::move(Base)));
  Overlay->pushOverlay(std::move(Changed));
  return Overlay;
}

bool concerns(const OtherContents &Contents, const UnitRecord &Record) {
  auto IsChanged = [&](StringRef Path) { return Contents.find(Path) != Contents.end(); };
  return any_of(Record.Reads, [&](const FileRead &Read) { return IsChanged(Read.Path); }) ||
         any_of(Record.Absent, [&](StringRef Path) {
           // A whole folder that is missing is named once.
           auto Below = Contents.lower_bound(Path);
           return Below != Contents.end() && StringRef(Below->first).starts_with(Path);
         });
}

} // namespace async_tidy::driver
