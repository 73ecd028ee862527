//===--- UnitCache.h - Results of earlier runs ------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Keeps the record of each unit under a key of everything that is known before it is parsed: this program, the
/// command, the configuration, the project's root. A record is used again when every file that it was made from has the
/// same content, whatever its time stamp.
///
/// A record is written under another name and renamed, so that a run that is killed, or two runs at once, leave whole
/// records only. A record that is damaged all the same is made again. A cache that cannot be written costs time and
/// nothing else. Of each kind of trouble the user hears once.
///
/// Records that no run has read for a month are removed, and the least recently read ones when all together take more
/// than a half of what is free on the disk: LLVM's cache pruning, which wants all files in one folder, with names that
/// begin with its prefix.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_UNITCACHE_H
#define ASYNC_TIDY_DRIVER_UNITCACHE_H

#include "CompileCommands.h"
#include "FileAccess.h"
#include "Messages.h"

namespace async_tidy::driver {

class UnitCache {
public:
  /// A cache in \p Folder; none for an empty name.
  UnitCache(std::string Folder, Messages &Out) : Folder(std::move(Folder)), Out(Out) {}

  bool isUsed() const { return !Folder.empty(); }

  /// What a record of \p U is kept under, when \p Configuration is the digest of the configuration.
  static std::string keyOf(const Unit &U, llvm::StringRef Configuration, llvm::StringRef Root);

  /// The record under \p Key when it still holds. \p Milliseconds gets the time that an outdated one took.
  std::optional<UnitRecord> find(llvm::StringRef Key, unsigned *Milliseconds = nullptr);
  void store(llvm::StringRef Key, llvm::StringRef Serialized);
  /// Removes records that nobody uses any more; looks for them once in an hour at most.
  void prune();
  /// Tells the user, once, that something could not be written.
  void complain(llvm::Error Failed);

  /// A file beside the records, such as the index of the program.
  std::string fileNamed(llvm::StringRef Name) const;

private:
  std::string pathOf(llvm::StringRef Key) const;

  std::string Folder;
  Messages &Out;
  FileState Files;
  bool WarnedOfDamage = false, WarnedOfWriting = false;
};

/// Writes \p Content to \p Path by way of another file in the same folder, which is made when it is not there.
llvm::Error writeThenRename(llvm::StringRef Path, llvm::StringRef Content);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_UNITCACHE_H
