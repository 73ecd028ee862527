//===--- FileAccess.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileAccess.h"
#include "CompileCommands.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace async_tidy::driver {

const char FileAccess::ID = 0;

namespace {

/// Hands the content on to the FileAccess that opened it.
class RememberedFile : public vfs::File {
public:
  RememberedFile(std::unique_ptr<vfs::File> Base, FileAccess &Access, std::string Path)
      : Base(std::move(Base)), Access(Access), Path(std::move(Path)) {}

  ErrorOr<vfs::Status> status() override { return Base->status(); }
  ErrorOr<std::string> getName() override { return Base->getName(); }
  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name, int64_t FileSize, bool RequiresNullTerminator,
                                                   bool IsVolatile) override {
    auto Buffer = Base->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    if (Buffer)
      Access.addRead(Path, (*Buffer)->getBuffer());
    return Buffer;
  }
  std::error_code close() override { return Base->close(); }

private:
  std::unique_ptr<vfs::File> Base;
  FileAccess &Access;
  std::string Path;
};

/// A digest that no content has: of a file that cannot be read.
constexpr Digest Unreadable = {1, 0};

} // namespace

FileAccess::FileAccess(IntrusiveRefCntPtr<vfs::FileSystem> Base)
    : RTTIExtends<FileAccess, vfs::ProxyFileSystem>(std::move(Base)) {}

ErrorOr<vfs::Status> FileAccess::status(const Twine &Path) {
  ErrorOr<vfs::Status> Result = ProxyFileSystem::status(Path);
  if (!Result)
    Missing.insert(Path.str());
  return Result;
}

bool FileAccess::exists(const Twine &Path) {
  bool Result = ProxyFileSystem::exists(Path);
  if (!Result)
    Missing.insert(Path.str());
  return Result;
}

ErrorOr<std::unique_ptr<vfs::File>> FileAccess::openFileForRead(const Twine &Path) {
  ErrorOr<std::unique_ptr<vfs::File>> File = ProxyFileSystem::openFileForRead(Path);
  if (!File) {
    Missing.insert(Path.str());
    return File;
  }
  return std::make_unique<RememberedFile>(std::move(*File), *this, Path.str());
}

void FileAccess::addRead(StringRef Path, StringRef Content) { Reads.try_emplace(Path, Digest::of(Content)); }

std::vector<FileRead> FileAccess::reads() const {
  std::vector<FileRead> All;
  for (const auto &Read : Reads)
    if (!Read.first().starts_with("/proc/") && !Read.first().starts_with("/dev/"))
      All.push_back({absolutePath(Read.first()), Read.second});
  sort(All, [](const FileRead &A, const FileRead &B) { return A.Path < B.Path; });
  All.erase(unique(All, [](const FileRead &A, const FileRead &B) { return A.Path == B.Path; }), All.end());
  return All;
}

std::vector<std::string> FileAccess::absentBelow(StringRef Root) {
  StringMap<bool> Exists;
  auto FolderExists = [&](StringRef Folder) {
    auto [It, IsNew] = Exists.try_emplace(Folder);
    if (IsNew)
      It->second = sys::fs::exists(Folder);
    return It->second;
  };
  std::vector<std::string> All;
  for (const auto &Entry : Missing) {
    SmallString<256> Path(absolutePath(Entry.first()));
    if (!StringRef(Path).starts_with(Root))
      continue;
    while (Path.size() > Root.size() && !FolderExists(sys::path::parent_path(Path)))
      sys::path::remove_filename(Path);
    All.push_back(Path.str().str());
  }
  sort(All);
  All.erase(unique(All), All.end());
  return All;
}

Digest FileState::contentOf(StringRef Path) {
  auto [It, IsNew] = Contents.try_emplace(Path);
  if (IsNew) {
    auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
    It->second = Buffer ? Digest::of((*Buffer)->getBuffer()) : Unreadable;
  }
  return It->second;
}

bool FileState::isAbsent(StringRef Path) {
  auto [It, IsNew] = Absent.try_emplace(Path);
  if (IsNew)
    It->second = !sys::fs::exists(Path);
  return It->second;
}

bool FileState::holds(const UnitRecord &Record) {
  return all_of(Record.Reads, [&](const FileRead &Read) { return contentOf(Read.Path) == Read.Content; }) &&
         all_of(Record.Absent, [&](const std::string &Path) { return isAbsent(Path); });
}

} // namespace async_tidy::driver
