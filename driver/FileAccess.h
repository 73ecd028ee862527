//===--- FileAccess.h - Which files a unit depends on -----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A view of the file system that remembers, while a unit is parsed, the content of every file that was read and every
/// file that was looked for and is not there: a header that appears in an earlier include folder changes the unit as
/// much as an edit does. Models and configuration that the checks read go through it as well.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_FILEACCESS_H
#define ASYNC_TIDY_DRIVER_FILEACCESS_H

#include "UnitRecord.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace async_tidy::driver {

class FileAccess : public llvm::RTTIExtends<FileAccess, llvm::vfs::ProxyFileSystem> {
public:
  static const char ID;
  explicit FileAccess(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Base);

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine &Path) override;

  /// The files that were read, sorted.
  std::vector<FileRead> reads() const;

  /// What was not found in folders below \p Root, sorted. Where a whole folder is missing, only the folder is named.
  /// Outside the project, files come and go with packages, which change files that were read.
  std::vector<std::string> absentBelow(llvm::StringRef Root);

  void addRead(llvm::StringRef Path, llvm::StringRef Content);

private:
  std::string Directory;
  llvm::StringMap<Digest> Reads;
  llvm::StringSet<> Missing;
};

/// The state of files now, each looked at once: to see whether a record still holds.
class FileState {
public:
  bool holds(const UnitRecord &Record);

private:
  Digest contentOf(llvm::StringRef Path);
  bool isAbsent(llvm::StringRef Path);

  llvm::StringMap<Digest> Contents;
  llvm::StringMap<bool> Absent;
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_FILEACCESS_H
